import type { ImportColumn } from '@muster/contracts/people/user-imports';
import { Failure, type FailureDetails } from '../../../../platform/errors.ts';
import { findColumns } from './columns.ts';
import { type Mappings, withMapping } from './mapping.ts';
import { openTable, type Source } from './open-table.ts';
import { type ReadRow, readRow } from './read-row.ts';
import type { FileRow } from './records.ts';
import { createSuggester } from './suggest-domain.ts';

/** A part of a file, in the order of the file; the first says how it is read. */
export type ReadPart =
  | { readonly source: Source }
  | { readonly columns: ImportColumn[]; readonly isRemembered: boolean; readonly rows: ReadRow[] }
  /** Why the file is refused; nothing follows. */
  | { readonly refused: FailureDetails };

/** What to read. */
export interface ReadTask {
  readonly path: string;
  /** The name of the sheet, if it is a workbook. */
  readonly sheet?: string | undefined;
  /** What the account chose for columns of earlier files. */
  readonly mappings: Mappings;
}

// Of all files that this thread reads: it remembers domains only.
const suggest = createSuggester();

/** Reads a file of users as far as possible without the account. Runs in the thread for files. */
export async function* readUsers({ path, sheet, mappings }: ReadTask): AsyncGenerator<ReadPart> {
  let known: { columns: ImportColumn[]; isRemembered: boolean } | undefined;
  let headers = new Set<string>();
  try {
    const table = await openTable(path, sheet);
    yield { source: table.source };
    for await (const batch of table.rows) {
      let rows = batch;
      if (!known) {
        const found = findColumns(batch.map(({ cells }) => cells));
        known = withMapping(found.columns, mappings);
        headers = new Set(batch.slice(0, found.headerRows).map(keyOf));
        rows = batch.slice(found.headerRows);
      }
      // Files that were put together name their columns again.
      if (headers.size > 0) rows = rows.filter((row) => !headers.has(keyOf(row)));
      yield { ...known, rows: parseRows({ columns: known.columns, rows }) };
    }
  } catch (error) {
    // A failure loses its details on the way to another thread.
    if (!(error instanceof Failure)) throw error;
    yield { refused: error.details };
  }
}

function keyOf({ cells }: FileRow): string {
  return cells.join('\0');
}

/** Parses rows by other columns than before. Runs in the thread for files. */
export function parseRows(task: {
  readonly columns: readonly ImportColumn[];
  readonly rows: readonly FileRow[];
}): ReadRow[] {
  return task.rows.map((row) => readRow(row, task.columns, suggest));
}
