import type { ErrorCode } from '@muster/contracts/catalogue';
import { Locale } from '@muster/contracts/kit/primitives';
import { createTranslator } from 'use-intl/core';
import de from './messages/de.json' with { type: 'json' };
import en from './messages/en.json' with { type: 'json' };

type Messages = typeof en;
const catalogues: Record<Locale, Messages> = { en, de };
const translators = new Map<Locale, ReturnType<typeof translatorFor>>();

function translatorFor(locale: Locale) {
  return createTranslator<Messages>({ locale, messages: catalogues[locale], timeZone: 'UTC' });
}

/** The API's texts in a language: problem titles, invalid fields, problem pages. */
export function translator(locale: Locale) {
  const known = translators.get(locale) ?? translatorFor(locale);
  translators.set(locale, known);
  return known;
}

/**
 * Title and explanation of an error code.
 * @param values the values in the explanation
 */
export function problemTexts(
  locale: Locale,
  code: ErrorCode,
  values: Readonly<Record<string, string | number>> = {},
): { title: string; detail: string } {
  const translate = translator(locale);
  // Each code has a title and a detail (`tools/messages.ts` checks); values differ by code.
  const text = (part: 'title' | 'detail') =>
    translate(`problems.${code}.${part}`, {
      seconds: 0,
      reason: '',
      line: 0,
      scope: 'none',
      scopes: 'none',
      ...values,
    } as never);
  return { title: text('title'), detail: text('detail') };
}

/**
 * Negotiates the language for an `Accept-Language` header (RFC 9110, 12.5.4).
 * @param header the header, if there is one
 */
export function negotiateLocale(header: string | undefined): Locale {
  const wanted = (header ?? '')
    .slice(0, 200)
    .split(',')
    .map((part) => {
      const [tag = '', ...options] = part.trim().split(';');
      const quality = options
        .find((option) => option.trim().startsWith('q='))
        ?.trim()
        .slice(2);
      return { tag: tag.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wanted) {
    const found = Locale.options.find((locale) => tag === locale || tag.startsWith(`${locale}-`));
    if (found) return found;
  }
  return 'en';
}

/** A stored language code, or English if it is no longer supported. */
export function toLocale(stored: string | null | undefined): Locale {
  return Locale.safeParse(stored).data ?? 'en';
}
