import { Locale } from '@muster/contracts/kit/primitives';
import { readStored, writeStored } from '../stored.ts';

const key = 'muster.locale';
/** The language of this visit, that is of this tab, and whether it was chosen in it before signing in. */
const visitKey = 'muster.visitLocale';
const chosenKey = 'muster.visitLocaleChosen';
let visit: Locale | undefined;
let followed: Locale | undefined;

/** The languages by their native names. */
export const localeNames: Readonly<Record<Locale, string>> = { en: 'English', de: 'Deutsch' };

export const locales = Locale.options;

/**
 * The language with the browser's region, so that dates and numbers look familiar. Skips tags that `Intl`
 * refuses (`en-US@posix`).
 */
export function regionalLocale(locale: Locale): Locale | `${Locale}-${string}` {
  const regional = navigator.languages.find(
    (tag) => /^[a-z]{2}-[A-Z]{2}$/.test(tag) && tag.startsWith(locale),
  );
  return (regional as `${Locale}-${string}` | undefined) ?? locale;
}

/** The writing direction of a language. */
export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  const { textInfo } = new Intl.Locale(locale) as Intl.Locale & { textInfo?: { direction: 'ltr' | 'rtl' } };
  return textInfo?.direction ?? 'ltr';
}

/**
 * Follows the language of the person's profile. It takes precedence over the browser's, and stays for the visit, also
 * after a reload or after signing out; but a language chosen on a public page of this visit stays until the person
 * changes the profile.
 */
export function setPersonLocale(locale: Locale | null): void {
  if (locale === null || locale === followed) return;
  const isFirst = followed === undefined;
  followed = locale;
  if (isFirst && readStored(chosenKey, 'session') !== null) return;
  writeStored(chosenKey, null, 'session');
  setVisitLocale(locale);
}

function setVisitLocale(locale: Locale): void {
  visit = locale;
  writeStored(visitKey, locale, 'session');
}

/** Remembers a language chosen on a public page. */
export function rememberLocale(locale: Locale): void {
  writeStored(key, locale);
  writeStored(chosenKey, 'yes', 'session');
  setVisitLocale(locale);
}

/** Whether a language was chosen in this browser. */
export function hasChosenLocale(): boolean {
  return Locale.safeParse(readStored(key)).success;
}

/** The language to use: the visit's, or the one chosen in this browser, or the browser's own, or English. */
export function chosenLocale(): Locale {
  if (visit) return visit;
  const wanted = [
    readStored(visitKey, 'session'),
    readStored(key),
    ...navigator.languages.map((tag) => tag.split('-')[0]),
  ];
  return wanted.map((tag) => Locale.safeParse(tag).data).find((locale) => locale !== undefined) ?? 'en';
}

/** Forgets the visit, as a new tab does. For tests. */
export function forgetVisit(): void {
  visit = undefined;
  followed = undefined;
}
