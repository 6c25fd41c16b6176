import { beforeEach, describe, expect, test } from 'vitest';
import { repairLink, takeLinkToken } from './link-token.ts';

const token = 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789_-AbCdE';
const tracking = 'utm_source=mail&mkt_tok=MTIzLUFCQy00NTYAAAGdMTIzLUFCQy00NTYAAAGdMTIzLUFCQy00NTYAAAGd';

beforeEach(() => window.sessionStorage.clear());

function open(url: string) {
  window.history.replaceState(null, '', url);
  repairLink();
  return { token: takeLinkToken('activate'), url: window.location.href };
}

describe('an activation link survives', () => {
  test.each([
    ['as it was sent', `/activate#${token}`],
    ['an escaped fragment', `/activate%23${token}`],
    ['a fragment escaped twice', `/activate%2523${token}`],
    ['a slash before the fragment', `/activate/#${token}`],
    ['a slash and an escaped fragment', `/activate/%23${token}`],
    ['parameters before the fragment', `/activate?${tracking}#${token}`],
    ['parameters after the fragment', `/activate#${token}?${tracking}`],
    ['more parameters after the fragment', `/activate#${token}&${tracking}`],
    ['parameters after an escaped fragment', `/activate%23${token}?${tracking}`],
    [
      'escaped parameters after an escaped fragment',
      `/activate%23${token}%3F${encodeURIComponent(tracking)}`,
    ],
    ['a full stop', `/activate#${token}.`],
    ['closing brackets', `/activate#${token}>)`],
    ['escaped quotes', `/activate#%22${token}%22`],
    ['a space before it', `/activate#%20${token}`],
    ['a space after it', `/activate%23${token}%20`],
    ['a line break within it', `/activate#${token.slice(0, 20)}%0D%0A${token.slice(20)}`],
  ])('%s', (_, url) => {
    const opened = open(url);
    expect(opened.token).toBe(token);
    expect(opened.url).not.toContain(token);
    expect(new URL(opened.url).pathname).toMatch(/^\/activate\/?$/);
  });
});

test('the address of another page stays as it is', () => {
  for (const url of [
    `/activated%23${token}`,
    `/activate-all`,
    `/users%23${token}`,
    '/%E0%A4%A',
    '/reset-password',
  ]) {
    window.history.replaceState(null, '', url);
    repairLink();
    expect(window.location.pathname).toBe(url);
  }
});

test('a reload finds the token', () => {
  open(`/activate#${token}`);
  expect(takeLinkToken('activate')).toBe(token);
  expect(takeLinkToken('reset-password')).toBeNull();
});
