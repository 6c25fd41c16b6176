import { createReadStream } from 'node:fs';
import { type Dialect, detectDialect } from './csv-dialect.ts';
import { htmlTables } from './html-table.ts';
import { parseMarkup } from './markup.ts';
import { decoding, type FileRow, inBatches, readRows } from './records.ts';
import { createRowBuilder } from './row-builder.ts';
import { spreadsheetXml } from './spreadsheet-xml.ts';
import { chooseSheet, openWorkbook } from './workbook/workbook.ts';

/** How a file is read, and the sheets it has, if it is a workbook. */
export interface Source extends Dialect {
  readonly sheets: readonly string[];
  readonly sheet: string | null;
}

/** The rows of a file, in batches. */
export interface Table {
  readonly source: Source;
  readonly rows: AsyncGenerator<FileRow[]>;
}

/**
 * Opens a table of any format: text with separators, XLSX, or a page or XML as exports named `.xls` are.
 * @param path the path of the file
 * @param sheet the name of the sheet of a workbook; without one, the first that has people
 * @throws Failure `file_invalid`
 */
export async function openTable(path: string, sheet?: string): Promise<Table> {
  const dialect = await detectDialect(path);
  const none = { sheets: [], sheet: null };
  switch (dialect.format) {
    case 'csv':
      return { source: { ...dialect, ...none }, rows: readRows(path, dialect) };
    case 'html': {
      const rows = createRowBuilder();
      const pieces = parseMarkup(textOf(path, dialect), htmlTables(rows), false);
      return { source: { ...dialect, ...none }, rows: inBatches(pieces, () => rows.take()) };
    }
    case 'xml': {
      const names = await sheetNames(path, dialect);
      const all = names.map((name) => ({ name, isHidden: false }));
      const open = await chooseSheet(all, sheet, ({ name }) => {
        const rows = createRowBuilder();
        const pieces = parseMarkup(textOf(path, dialect), spreadsheetXml(rows, name), true);
        return inBatches(pieces, () => rows.take());
      });
      return { source: { ...dialect, sheets: open.sheets, sheet: open.sheet }, rows: open.rows };
    }
    case 'xlsx': {
      const open = await openWorkbook(path, sheet);
      return { source: { ...dialect, sheets: open.sheets, sheet: open.sheet }, rows: open.rows };
    }
  }
}

function textOf(path: string, { encoding }: Dialect): AsyncIterable<string> {
  return decoding(encoding)(createReadStream(path, { highWaterMark: 16_384 }));
}

async function sheetNames(path: string, dialect: Dialect): Promise<string[]> {
  const names = new Set<string>();
  const handler = spreadsheetXml(createRowBuilder(), null, (name) => names.add(name));
  for await (const _ of parseMarkup(textOf(path, dialect), handler, true));
  return [...names].slice(0, 100);
}
