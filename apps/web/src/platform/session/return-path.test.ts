import { expect, test } from 'vitest';
import { safeReturnPath } from './return-path.ts';

test('the way back after sign-in keeps search and fragment', () => {
  expect(safeReturnPath('/users?q=ada#top')).toBe('/users?q=ada#top');
});

test.each([
  null,
  '',
  'users',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  'https://evil.example/users',
  'javascript:alert(1)',
])('%j leads home instead of elsewhere', (next) => {
  expect(safeReturnPath(next)).toBe('/');
});
