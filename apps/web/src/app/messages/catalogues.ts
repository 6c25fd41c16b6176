import type { Locale } from '@muster/contracts/kit/primitives';
import type { messages as english } from '../../generated/messages/public.en.ts';
import type { messages as englishSignedIn } from '../../generated/messages/signed-in.en.ts';
import type { LoadMessages } from '../../platform/i18n/LanguageProvider.tsx';

/** English is the source of the keys; German must have every one of them. */
declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale | `${Locale}-${string}`;
    Messages: typeof english & typeof englishSignedIn;
  }
}

/** Loads the messages of a language that every page needs, as a separate chunk. */
export const loadMessages: LoadMessages = async (locale) =>
  locale === 'de'
    ? (await import('../../generated/messages/public.de.ts')).messages
    : (await import('../../generated/messages/public.en.ts')).messages;

/** Loads the messages that only signed-in pages need. */
export const loadSignedInMessages: LoadMessages = async (locale) =>
  locale === 'de'
    ? (await import('../../generated/messages/signed-in.de.ts')).messages
    : (await import('../../generated/messages/signed-in.en.ts')).messages;
