import type { Locale } from '@muster/contracts/kit/primitives';
import type { LoadMessages } from '../../platform/i18n/LanguageProvider.tsx';
import type { messages as english } from './en.ts';
import type { messages as englishSignedIn } from './signed-in.en.ts';

/** English is the source: its keys are the keys there are, and German must have every one of them. */
declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale | `${Locale}-${string}`;
    Messages: typeof english & typeof englishSignedIn;
  }
}

/** Loads what every page of a language needs, as a chunk of its own. */
export const loadMessages: LoadMessages = async (locale) =>
  locale === 'de' ? (await import('./de.ts')).messages : (await import('./en.ts')).messages;

/** Loads what only the pages behind the sign-in need. */
export const loadSignedInMessages: LoadMessages = async (locale) =>
  locale === 'de'
    ? (await import('./signed-in.de.ts')).messages
    : (await import('./signed-in.en.ts')).messages;
