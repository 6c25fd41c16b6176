import type { Locale } from '@muster/contracts/primitives';
import type { LoadMessages } from '../../platform/i18n/LanguageProvider.tsx';
import type { messages as english } from './en.ts';

/** English is the source: its keys are the keys there are, and German must have every one of them. */
declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale | `${Locale}-${string}`;
    Messages: typeof english;
  }
}

/** Loads a language's messages as a chunk of their own. */
export const loadMessages: LoadMessages = async (locale) =>
  locale === 'de' ? (await import('./de.ts')).messages : (await import('./en.ts')).messages;
