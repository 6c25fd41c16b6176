import { stringify } from 'csv-stringify/sync';

/** What stands between the cells of a row, by the name the API has for it. */
export const separators = { comma: ',', semicolon: ';', tab: '\t' } as const;
export type Separator = keyof typeof separators;

/** Spreadsheets recognise UTF-8 by this mark at the beginning. */
export const byteOrderMark = '\uFEFF';

/** What a spreadsheet would run as a formula, also behind apostrophes that are the text's own. */
const formula = /^'*[=+\-@\t\r]/;
const defused = /^'+[=+\-@\t\r]/;

/**
 * Makes a text harmless to spreadsheets: what they would run as a formula gets an apostrophe in front.
 * `withoutApostrophe` takes it away again.
 */
export function escapeFormula(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** Takes away the apostrophe that `escapeFormula` put in front, so that a text survives going out and coming in. */
export function withoutApostrophe(text: string): string {
  return defused.test(text) ? text.slice(1) : text;
}

/**
 * Rows as CSV (RFC 4180), with formulas escaped, each with a line break behind it.
 * @param rows the cells of each
 * @param separator what stands between them
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
 * Several names in one cell: `Berlin; Sales`. A name that contains what separates names stands in double quotes.
 * `splitNames` reads it back.
 */
export function joinNames(names: readonly string[]): string {
  return names.map((name) => (needsQuotes.test(name) ? `"${name.replaceAll('"', '""')}"` : name)).join('; ');
}

const quoted = /^\s*"((?:[^"]|"")*)"\s*$/;

/**
 * The names in a cell, separated by semicolons, bars or line breaks; by commas only where there is none of those, so
 * that `Sales, Berlin;` is one name. A name in double quotes is taken as it stands. Empty ones are left out.
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
    // A quote counts where the name begins with one.
    if (character === '"') isQuoted = !isQuoted && /^\s*("|$)/.test(text.slice(start, place));
    else if (!isQuoted && separator.test(character)) {
      parts.push(text.slice(start, place));
      start = place + 1;
    }
  }
  return [...parts, text.slice(start)];
}
