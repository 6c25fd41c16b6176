import { expect, test } from 'vitest';
import { passwordLevel } from './password-strength.ts';

test.each([
  ['ninechars', 'short'],
  ['aaaaaaaaaaaaaaaa', 'weak'],
  ['passwort2026', 'weak'],
  ['abcdefghijklmn', 'weak'],
  ['qwertzuiop12345', 'weak'],
  ['correct horse battery staple', 'strong'],
  ['tR8!vq#2LmZp9x', 'strong'],
])('%s is %s', (password, level) => {
  expect(passwordLevel(password)).toBe(level);
});

test('known facts about the user do not strengthen a password', () => {
  expect(passwordLevel('lovelace.ada.acme', ['Ada Lovelace', 'ada@acme.test'])).toBe('weak');
});
