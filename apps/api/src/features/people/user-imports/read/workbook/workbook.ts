import { Failure } from '../../../../../platform/errors.ts';
import { findColumns } from '../columns.ts';
import { refuseFile } from '../invalid-file.ts';
import { parseMarkup } from '../markup.ts';
import { type FileRow, inBatches } from '../records.ts';
import { createRowBuilder } from '../row-builder.ts';
import { findParts, readStyles } from './parts.ts';
import { sheetRows } from './sheet.ts';
import { readSharedStrings } from './strings.ts';
import { openZip } from './zip.ts';

/** A sheet, open to be read. */
export interface OpenSheet {
  readonly sheets: readonly string[];
  readonly sheet: string;
  readonly rows: AsyncGenerator<FileRow[]>;
}

type Sheets = readonly { readonly name: string; readonly isHidden: boolean }[];

/**
 * Chooses a sheet: the one of that name, otherwise the first visible one with a column of addresses, otherwise the
 * first with rows.
 * @param read reads a sheet from its beginning
 * @throws Failure `file_invalid` if there is no such sheet, or none has rows
 */
export async function chooseSheet<S extends Sheets[number]>(
  all: readonly S[],
  wanted: string | undefined,
  read: (sheet: S) => AsyncGenerator<FileRow[]>,
): Promise<OpenSheet> {
  const visible = all.filter(({ isHidden }) => !isHidden);
  const shown = visible.length > 0 ? visible : all;
  const sheets = shown.map(({ name }) => name);
  if (wanted !== undefined) {
    const sheet = all.find(({ name }) => name === wanted) ?? refuseFile('sheet_missing');
    return { sheets: [...new Set([...sheets, wanted])], sheet: wanted, rows: read(sheet) };
  }
  let withRows: S | undefined;
  for (const sheet of shown) {
    const rows = read(sheet);
    const { value: batch }: { value?: FileRow[] } = await rows.next();
    if (batch && findColumns(batch.map(({ cells }) => cells)).columns.some(({ field }) => field === 'email'))
      return { sheets, sheet: sheet.name, rows: startingWith(batch, rows) };
    await rows.return(undefined);
    if (batch) withRows ??= sheet;
  }
  const sheet = withRows ?? refuseFile('empty');
  return { sheets, sheet: sheet.name, rows: read(sheet) };
}

async function* startingWith(batch: FileRow[], rows: AsyncGenerator<FileRow[]>): AsyncGenerator<FileRow[]> {
  try {
    yield batch;
    yield* rows;
  } finally {
    await rows.return(undefined);
  }
}

/**
 * Opens a workbook in the format of XLSX.
 * @param path the path of the file
 * @param wanted the name of the sheet to read
 * @throws Failure `file_invalid` if it is damaged, of another format, or unpacks to too much
 */
export async function openWorkbook(path: string, wanted: string | undefined): Promise<OpenSheet> {
  return readable(async () => {
    const zip = await openZip(path);
    try {
      const parts = (await findParts(zip)) ?? refuseFile('workbook');
      const { is1904 } = parts;
      const strings = await readSharedStrings(parts.strings ? zip.read(parts.strings) : noText());
      const styles = parts.styles ? await readStyles(zip, parts.styles) : [];
      const read = (sheet: (typeof parts.sheets)[number]) => {
        const rows = createRowBuilder();
        const pieces = parseMarkup(zip.read(sheet.path), sheetRows(rows, { strings, styles, is1904 }), true);
        return inBatches(pieces, () => rows.take());
      };
      const open = await chooseSheet(parts.sheets, wanted, read);
      return { ...open, rows: closing(open.rows, zip.close) };
    } catch (error) {
      zip.close();
      throw error;
    }
  });
}

async function* closing(rows: AsyncGenerator<FileRow[]>, close: () => void): AsyncGenerator<FileRow[]> {
  try {
    for (;;) {
      const { value, done } = await readable(() => rows.next());
      if (done) return;
      yield value;
    }
  } finally {
    await rows.return(undefined);
    close();
  }
}

/** What the libraries say of damaged parts is one refusal. */
async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure || error instanceof TypeError || error instanceof ReferenceError)
      throw error;
    return refuseFile('workbook_broken');
  }
}

async function* noText(): AsyncGenerator<string> {}
