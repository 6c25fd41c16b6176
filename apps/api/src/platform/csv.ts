import type { Locale } from '@muster/contracts/kit/primitives';
import { stringify } from 'csv-stringify/sync';

/** The separators of cells, by their name in the API. */
export const separators = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' } as const;
export type Separator = keyof typeof separators;

/** The separator that spreadsheets of a language expect: German and others use the comma for decimals. */
export function usualSeparator(locale: Locale): 'comma' | 'semicolon' {
  return locale === 'en' ? 'comma' : 'semicolon';
}

/** A byte order mark by which spreadsheets recognise UTF-8. */
export const byteOrderMark = '\uFEFF';

// Where a spreadsheet may see the start of a cell: at the start of the text, and after anything that it may take
// for a separator, whichever the file has, and behind the quotes there, which a spreadsheet removes. The check for a
// formula comes first, so that each place is checked once.
const apostrophes = /(?<!')'*(?=[=+\-@＝＋－＠])(?<=(?:^|[;,|\t\r\n])[\s"]*'*)|^'*(?=[\t\r])/g;

/**
 * Makes a text harmless to spreadsheets: puts an apostrophe in front of whatever one would run as a formula (OWASP,
 * CSV Injection), also behind separators and in full width. `withoutApostrophe` removes it.
 */
export function escapeFormula(text: string): string {
  return text.replace(apostrophes, "'$&");
}

/** Removes the apostrophes that `escapeFormula` added, so that a text survives export and import. */
export function withoutApostrophe(text: string): string {
  return text.replace(apostrophes, (found) => found.slice(1));
}

/**
 * Formats rows as CSV (RFC 4180), with formulas escaped and a line break after each row.
 * @param rows the cells of each row
 * @param separator the separator between cells
 */
export function toCsv(rows: readonly (readonly string[])[], separator: Separator): string {
  const cells = rows.map((row) => row.map(escapeFormula));
  return stringify(cells, {
    delimiter: separators[separator],
    record_delimiter: '\r\n',
    // Any line break in a cell is quoted, not only the kind that ends rows.
    quote_record_delimiter: true,
  });
}

const needsQuotes = /[",;|\r\n]|^\s|\s$/;

/**
 * Joins several names in one cell: `Berlin; Sales`. A name that contains a separator is put in double quotes.
 * `splitNames` reverses it.
 */
export function joinNames(names: readonly string[]): string {
  return names.map((name) => (needsQuotes.test(name) ? `"${name.replaceAll('"', '""')}"` : name)).join('; ');
}

const quoted = /^\s*"((?:[^"]|"")*)"\s*$/;

/**
 * Splits the names in a cell, separated by semicolons, bars or line breaks. Commas separate only if there are
 * none of those, so that `Sales, Berlin;` is one name. Names in double quotes are taken literally. Empty
 * names are left out.
 */
export function splitNames(cell: string): string[] {
  const parts = splitOutsideQuotes(cell, /[;|\r\n]/);
  const names = parts.length > 1 ? parts : splitOutsideQuotes(cell, /,/);
  return names.map(unquote).filter((name) => name !== '');
}

function unquote(part: string): string {
  const [, inner] = quoted.exec(part) ?? [];
  return inner === undefined ? part.trim() : inner.replaceAll('""', '"');
}

function splitOutsideQuotes(text: string, separator: RegExp): string[] {
  if (!text.includes('"')) return text.split(separator);
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let place = 0; place < text.length; place += 1) {
    const character = text[place] ?? '';
    // A quote counts only at the beginning of a name.
    if (character === '"') isQuoted = !isQuoted && /^\s*("|$)/.test(text.slice(start, place));
    else if (!isQuoted && separator.test(character)) {
      parts.push(text.slice(start, place));
      start = place + 1;
    }
  }
  return [...parts, text.slice(start)];
}
