import type { Locale } from '@muster/contracts/kit/primitives';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { IntlProvider, type Messages } from 'use-intl';
import { chosenLocale, directionOf, regionalLocale, rememberLocale, setPersonLocale } from './locale.ts';

/** Loads a part of one language's catalogue. Provided by `app`, which knows every feature. */
export type LoadMessages = (locale: Locale) => Promise<Partial<Messages>>;

interface Language {
  readonly locale: Locale;
  /** Switches to this language and remembers it in this browser. */
  readonly choose: (locale: Locale) => void;
  /** Follows the signed-in person: their language, and the account's time zone. */
  readonly follow: (locale: Locale | null, timeZone: string | undefined) => void;
  /** Also loads this part from now on, in every language. */
  readonly include: (part: LoadMessages) => void;
  /** The parts that are loaded. */
  readonly included: readonly LoadMessages[];
}

const LanguageContext = createContext<Language | null>(null);
const browserTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

interface Loaded {
  readonly locale: Locale;
  readonly parts: readonly LoadMessages[];
  readonly messages: Messages;
}

const nothing: readonly LoadMessages[] = [];

interface LanguageProviderProps {
  load: LoadMessages;
  children: ReactNode;
}

/** Provides the chosen language, its messages and the time zone. */
export function LanguageProvider({ load, children }: LanguageProviderProps) {
  const [locale, setLocale] = useState(chosenLocale);
  const [timeZone, setTimeZone] = useState<string>();
  const [parts, setParts] = useState<readonly LoadMessages[]>([load]);
  const [loaded, setLoaded] = useState<Loaded>();
  const [failure, setFailure] = useState<{ error: unknown }>();

  useEffect(() => {
    let isCurrent = true;
    Promise.all(parts.map((part) => part(locale))).then(
      (catalogues) => {
        if (isCurrent) setLoaded({ locale, parts, messages: Object.assign({}, ...catalogues) });
      },
      // If a language cannot be loaded, the current one must stay.
      (error: unknown) => setFailure({ error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [parts, locale]);

  useEffect(() => {
    if (!loaded) return;
    document.documentElement.lang = loaded.locale;
    document.documentElement.dir = directionOf(loaded.locale);
  }, [loaded]);

  const choose = useCallback((next: Locale) => {
    rememberLocale(next);
    setLocale(next);
  }, []);
  const follow = useCallback((personLocale: Locale | null, zone: string | undefined) => {
    setPersonLocale(personLocale);
    setLocale(chosenLocale());
    setTimeZone(zone);
  }, []);
  const include = useCallback((part: LoadMessages) => {
    setParts((known) => (known.includes(part) ? known : [...known, part]));
  }, []);
  const included = loaded?.parts ?? nothing;
  const language = useMemo(
    () => ({ locale, choose, follow, include, included }),
    [locale, choose, follow, include, included],
  );

  // The old language stays until the new one is loaded. On the first load there is none to fall back to.
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

/** The current language, and functions to change it. */
export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (!language) throw new Error('useLanguage() is used outside of LanguageProvider.');
  return language;
}
