import { Locale } from '@muster/contracts/kit/primitives';
import { readStored, writeStored } from '../stored.ts';

const key = 'muster.locale';
let forced: Locale | undefined;

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

/** Sets the language of the person's profile. It takes precedence over the one remembered in this browser. */
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

/** The language to use: the person's, or the one chosen in this browser, or the browser's own, or English. */
export function chosenLocale(): Locale {
  if (forced) return forced;
  const wanted = [readStored(key), ...navigator.languages.map((tag) => tag.split('-')[0])];
  return wanted.map((tag) => Locale.safeParse(tag).data).find((locale) => locale !== undefined) ?? 'en';
}
