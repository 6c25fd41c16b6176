import type { ImportColumn } from '@muster/contracts/people/user-imports';
import { Failure, type FailureDetails } from '../../../../platform/errors.ts';
import { findColumns } from './columns.ts';
import { type CsvDialect, detectDialect } from './csv-dialect.ts';
import { type ReadRow, readRow } from './read-row.ts';
import { type FileRow, readRows } from './records.ts';
import { createSuggester } from './suggest-domain.ts';

/** A part of a file, in the order of the file; the first is its dialect. */
export type ReadPart =
  | { readonly dialect: CsvDialect }
  | { readonly columns: ImportColumn[]; readonly rows: ReadRow[] }
  /** Why the file is refused; nothing follows. */
  | { readonly refused: FailureDetails };

// Of all files that this thread reads: it remembers domains only.
const suggest = createSuggester();

/**
 * Reads a file of users as far as possible without the account. Runs in the thread for files.
 * @param path the path of the file
 */
export async function* readUsers(path: string): AsyncGenerator<ReadPart> {
  let columns: ImportColumn[] | undefined;
  try {
    const dialect = await detectDialect(path);
    yield { dialect };
    for await (const batch of readRows(path, dialect)) {
      let rows = batch;
      if (!columns) {
        const found = findColumns(batch.map(({ cells }) => cells));
        columns = found.columns;
        if (found.hasHeader) rows = batch.slice(1);
      }
      yield { columns, rows: parseRows({ columns, rows }) };
    }
  } catch (error) {
    // A failure loses its details on the way to another thread.
    if (!(error instanceof Failure)) throw error;
    yield { refused: error.details };
  }
}

/** Parses rows by other columns than before. Runs in the thread for files. */
export function parseRows(task: {
  readonly columns: readonly ImportColumn[];
  readonly rows: readonly FileRow[];
}): ReadRow[] {
  return task.rows.map((row) => readRow(row, task.columns, suggest));
}
