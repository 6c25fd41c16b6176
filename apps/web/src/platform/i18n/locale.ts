import { Locale } from '@muster/contracts/kit/primitives';
import { readStored, writeStored } from '../stored.ts';

const key = 'muster.locale';
let forced: Locale | undefined;

/** The languages with their own names, as a person who reads nothing else finds them. */
export const localeNames: Readonly<Record<Locale, string>> = { en: 'English', de: 'Deutsch' };

export const locales = Locale.options;

/**
 * The language as spoken where the browser is, so that dates and numbers look as the person is used to. Some
 * browsers give tags `Intl` refuses (`en-US@posix`); those are passed over.
 */
export function regionalLocale(locale: Locale): Locale | `${Locale}-${string}` {
  const regional = navigator.languages.find(
    (tag) => /^[a-z]{2}-[A-Z]{2}$/.test(tag) && tag.startsWith(locale),
  );
  return (regional as `${Locale}-${string}` | undefined) ?? locale;
}

/** Which way a language is written. */
export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  const { textInfo } = new Intl.Locale(locale) as Intl.Locale & { textInfo?: { direction: 'ltr' | 'rtl' } };
  return textInfo?.direction ?? 'ltr';
}

/** The person's own language from their profile wins over what this browser remembers. */
export function setPersonLocale(locale: Locale | null): void {
  forced = locale ?? undefined;
}

/** Remembers a language chosen on a public page. */
export function rememberLocale(locale: Locale): void {
  writeStored(key, locale);
}

/** Whether a language was chosen in this browser. */
export function hasChosenLocale(): boolean {
  return Locale.safeParse(readStored(key)).success;
}

/** The language to speak: the person's, else the one chosen in this browser, else the browser's, else English. */
export function chosenLocale(): Locale {
  if (forced) return forced;
  const wanted = [readStored(key), ...navigator.languages.map((tag) => tag.split('-')[0])];
  return wanted.map((tag) => Locale.safeParse(tag).data).find((locale) => locale !== undefined) ?? 'en';
}
