import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { byteOrderMark, separators, withoutApostrophe } from '../../../../platform/csv.ts';
import type { Dialect, Encoding } from './csv-dialect.ts';
import { refuseFile } from './invalid-file.ts';
import { createMeasure } from './measure.ts';

/** The maximum size of a file: far larger than a company, far smaller than the memory. */
export const limits = {
  rows: 100_000,
  /** Rows above the users: titles, and column names. */
  titleRows: 30,
  columns: 200,
  /** Characters of one cell, and of one row. */
  cell: 10_000,
  row: 100_000,
  /** Lines of the file, most of them empty. */
  lines: 1_000_000,
} as const;

/** A row of the file: its original cells, without the apostrophes that disarm formulas. */
export interface FileRow {
  /** The line of the file where it starts, from 1. */
  readonly line: number;
  readonly cells: string[];
}

/** How many rows, and characters, are processed at once: few enough for other requests to get their turn. */
const atOnce = { rows: 100, characters: 200_000 };
/** How many bytes are read at once: parsed rows that wait for their turn take memory. */
const bytesAtOnce = 16_384;

/**
 * Reads a CSV file with any line endings, in chunks of rows; rows without any text are left out.
 * @param path the path of the file
 * @param dialect its encoding and separator
 * @throws Failure `file_invalid` with the line, for a quotation mark that is never closed and for exceeded
 * limits; columns, cells and rows are measured before a row is built
 */
export async function* readRows(path: string, dialect: Dialect): AsyncGenerator<FileRow[]> {
  const place = { line: 1, rows: 0 };
  const parser = parse({
    delimiter: separators[dialect.separator],
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    ltrim: true,
    // Lines are counted here: the parser's own count takes a Windows line ending in quotes for two.
    on_record: (cells: string[]) => rowAt(place, cells, dialect.isSeparatorNamed),
  });
  const rows = pipeline(
    createReadStream(path, { highWaterMark: bytesAtOnce }),
    decoding(dialect.encoding),
    measuring(dialect),
    parser,
    () => undefined,
  );
  try {
    yield* inBatches(rows as AsyncIterable<string[]>, ([line, ...cells]) => [{ line: Number(line), cells }]);
  } catch (error) {
    if (!(error instanceof CsvError) || error.code !== 'CSV_QUOTE_NOT_CLOSED') throw error;
    refuseFile('quote_open', place.line);
  }
}

/**
 * Collects rows until there are enough to be processed at once.
 * @param source what rows come from
 * @param rowsOf takes the rows of a piece of it
 */
export async function* inBatches<T>(
  source: AsyncIterable<T>,
  rowsOf: (piece: T) => readonly FileRow[],
): AsyncGenerator<FileRow[]> {
  let batch: FileRow[] = [];
  let characters = 0;
  for await (const piece of source) {
    for (const row of rowsOf(piece)) {
      batch.push(row);
      characters += row.cells.reduce((sum, cell) => sum + cell.length, 0);
      if (batch.length < atOnce.rows && characters < atOnce.characters) continue;
      yield batch;
      batch = [];
      characters = 0;
    }
  }
  if (batch.length > 0) yield batch;
}

/** @returns the line and the cells of a row with text */
function rowAt(
  place: { line: number; rows: number },
  record: readonly string[],
  isSeparatorNamed: boolean,
): string[] | null {
  const { line } = place;
  place.line += 1 + record.reduce((count, cell) => count + lineBreaks(cell), 0);
  const isEmpty = record.every((cell) => cell.trim() === '');
  if (isEmpty || (isSeparatorNamed && line === 1)) return null;
  place.rows += 1;
  if (place.rows > limits.rows + limits.titleRows) refuseFile('too_many_rows');
  return [String(line), ...record.map(textOfCell)];
}

/** Excel's way to keep zeros in front: `="000123"`. */
const textFormula = /^\s*="((?:[^"]|"")*)"\s*$/;

function textOfCell(cell: string): string {
  const [, text] = cell.includes('="') ? (textFormula.exec(cell) ?? []) : [];
  return text === undefined ? withoutApostrophe(cell) : text.replaceAll('""', '"');
}

function lineBreaks(cell: string): number {
  if (!cell.includes('\n') && !cell.includes('\r')) return 0;
  return cell.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/**
 * Decodes a text. Marks of the byte order are left out anywhere: files that were put together have one in the middle.
 * @throws Failure `file_invalid` for a character that no text has
 */
export function decoding(encoding: Encoding) {
  return async function* decode(source: AsyncIterable<Buffer>) {
    const decoder = new TextDecoder(encoding);
    const clean = (text: string) => {
      if (text.includes('\0')) refuseFile('binary');
      return text.includes(byteOrderMark) ? text.replaceAll(byteOrderMark, '') : text;
    };
    for await (const chunk of source) yield clean(decoder.decode(chunk, { stream: true }));
    yield clean(decoder.decode());
  };
}

/** Passes text on after it was measured. */
function measuring({ separator }: Dialect) {
  return async function* measure(source: AsyncIterable<string>) {
    const check = createMeasure(separators[separator], limits);
    for await (const text of source) {
      check(text);
      yield text;
    }
  };
}
