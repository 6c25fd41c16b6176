import { expect, test } from 'vitest';
import { chosenLocale, forgetVisit, rememberLocale, setPersonLocale } from './locale.ts';

test('the language of the person stays after a reload and after signing out', () => {
  expect(chosenLocale()).toBe('en');
  setPersonLocale('de');
  expect(chosenLocale()).toBe('de');
  setPersonLocale(null);
  expect(chosenLocale()).toBe('de');
  forgetVisit(); // a reload
  expect(chosenLocale()).toBe('de');
  setPersonLocale('de');
  expect(chosenLocale()).toBe('de');
});

test('a language chosen before signing in stays, also after a reload, until the profile changes', () => {
  rememberLocale('de');
  setPersonLocale('en');
  expect(chosenLocale()).toBe('de');
  forgetVisit();
  setPersonLocale('en');
  expect(chosenLocale()).toBe('de');
  setPersonLocale('de');
  setPersonLocale('en');
  expect(chosenLocale()).toBe('en');
  forgetVisit();
  setPersonLocale('en');
  expect(chosenLocale()).toBe('en');
});
