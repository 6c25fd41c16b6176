import type { Locale } from '@muster/contracts/primitives';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { IntlProvider, type Messages } from 'use-intl';
import { chosenLocale, directionOf, regionalLocale, rememberLocale, setPersonLocale } from './locale.ts';

/** Loads one language's catalogue; `app` provides it, for it knows every feature. */
export type LoadMessages = (locale: Locale) => Promise<Messages>;

interface Language {
  readonly locale: Locale;
  /** Speaks this language from now on and remembers it in this browser. */
  readonly choose: (locale: Locale) => void;
  /** Follows the signed-in person: their language, and the account's time zone. */
  readonly follow: (locale: Locale | null, timeZone: string | undefined) => void;
}

const LanguageContext = createContext<Language | null>(null);
const browserTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

interface LanguageProviderProps {
  load: LoadMessages;
  children: ReactNode;
}

/** Gives everything below the chosen language, its messages, and the time zone. */
export function LanguageProvider({ load, children }: LanguageProviderProps) {
  const [locale, setLocale] = useState(chosenLocale);
  const [timeZone, setTimeZone] = useState<string>();
  const [loaded, setLoaded] = useState<{ locale: Locale; messages: Messages }>();
  const [failure, setFailure] = useState<{ error: unknown }>();

  useEffect(() => {
    let isCurrent = true;
    load(locale).then(
      (messages) => {
        if (isCurrent) setLoaded({ locale, messages });
      },
      // A language that cannot be loaded must not take away the one that is on screen.
      (error: unknown) => setFailure({ error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [load, locale]);

  useEffect(() => {
    if (!loaded) return;
    document.documentElement.lang = loaded.locale;
    document.documentElement.dir = directionOf(loaded.locale);
  }, [loaded]);

  const choose = useCallback((next: Locale) => {
    rememberLocale(next);
    setPersonLocale(null);
    setLocale(next);
  }, []);
  const follow = useCallback((personLocale: Locale | null, zone: string | undefined) => {
    setPersonLocale(personLocale);
    setLocale(chosenLocale());
    setTimeZone(zone);
  }, []);
  const language = useMemo(() => ({ locale, choose, follow }), [locale, choose, follow]);

  // The old language stays on screen until the new one is here; at first there is nothing to say anything in.
  if (!loaded && failure) throw failure.error;
  if (!loaded) return null;
  return (
    <LanguageContext value={language}>
      <IntlProvider
        locale={regionalLocale(loaded.locale)}
        messages={loaded.messages}
        timeZone={timeZone ?? browserTimeZone}
      >
        {children}
      </IntlProvider>
    </LanguageContext>
  );
}

/** The language in use and ways to change it. */
export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (!language) throw new Error('useLanguage() is used outside of LanguageProvider.');
  return language;
}
