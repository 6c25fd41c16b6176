import { expect, test } from 'vitest';
import { mintToken } from './crypto/tokens.ts';
import { loggedPath } from './logger.ts';

test('a logged path has no query, no fragment and no token, wherever it stands', () => {
  const { token } = mintToken();
  for (const [url, logged] of [
    ['/api/v1/users/0198a7e4-0000-7000-8000-000000000001?search=ada', null],
    [`/activate%23${token}`, '/[hidden]'],
    [`/activate%2523${token}?utm_source=mail`, '/[hidden]'],
    [`/activate/%23${token}.`, '/activate/[hidden]'],
    [`/activate#${token}`, '/activate'],
    [`//${token}/x`, '//[hidden]/x'],
    [`/activate%2F${token.replaceAll('-', '%2D')}`, '/[hidden]'],
    [`/api/v1/unsubscribe/r${'0'.repeat(64)}${token}`, '/api/v1/unsubscribe/[hidden]'],
  ] as const) {
    expect(loggedPath(url)).toBe(logged ?? url.split('?')[0]);
  }
  expect(loggedPath('/a'.repeat(1000))).toHaveLength(300);
});
