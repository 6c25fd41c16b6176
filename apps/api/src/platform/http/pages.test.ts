import { expect, test, vi } from 'vitest';
import { pageMatcher } from './pages.ts';

const isPage = pageMatcher(['/', '/users', '/users/:id/edit', '/activate', '/reset-password']);
const token = 'a'.repeat(43);

test.each([
  '/',
  '/?from=mail',
  '/users',
  '/users/',
  '/Users?status=active',
  '/users/0192f0c1/edit',
  '/users/%C3%BC%20b/edit/',
  '/activate',
  `/activate%23${token}`,
  `/activate%2523${token}?utm_source=mail`,
  `/reset-password%23${token}.`,
  `/reset-password/%23${token}`,
  `/activate%20%23${token}`,
])('%s is a page', (url) => {
  expect(isPage(url)).toBe(true);
});

test.each([
  '/nothing',
  '//users',
  '/users//',
  '/users/0192f0c1',
  '/users/1/edit/2',
  '/users/edit',
  '/activated',
  '/activate-now',
  '/api',
  '/%',
  '/%00',
  `/${'x'.repeat(7_000)}`,
])('%s is no page', (url) => {
  expect(isPage(url)).toBe(false);
});

test('a link that was escaped more often than gateways do is decoded a few times only', () => {
  const decode = vi.spyOn(globalThis, 'decodeURIComponent');
  isPage(`/nothing%${'25'.repeat(3_000)}23${token}`);
  expect(decode.mock.calls.length).toBeLessThanOrEqual(4);
});
