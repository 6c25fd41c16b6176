import type { Locale } from '@muster/contracts/kit/primitives';
import type { LoadMessages } from '../../platform/i18n/LanguageProvider.tsx';
import type { messages as english } from './en.ts';
import type { messages as englishSignedIn } from './signed-in.en.ts';

/** English is the source of the keys; German must have every one of them. */
declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale | `${Locale}-${string}`;
    Messages: typeof english & typeof englishSignedIn;
  }
}

/** Loads the messages of a language that every page needs, as a separate chunk. */
export const loadMessages: LoadMessages = async (locale) =>
  locale === 'de' ? (await import('./de.ts')).messages : (await import('./en.ts')).messages;

/** Loads the messages that only signed-in pages need. */
export const loadSignedInMessages: LoadMessages = async (locale) =>
  locale === 'de'
    ? (await import('./signed-in.de.ts')).messages
    : (await import('./signed-in.en.ts')).messages;
