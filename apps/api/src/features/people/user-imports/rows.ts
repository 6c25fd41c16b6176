import type { WriteContext } from '../../../platform/context/context.ts';
import { defineRow, unnestRows } from '../../../platform/db/rows.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { Changes } from '../../../platform/fields/values.ts';
import type { RowErrorCode } from './read/parse-row.ts';
import type { FileRow } from './read/records.ts';
import type { RowValues, ValidatedRow } from './validate/row.ts';

const columns = {
  line: 'line int',
  outcome: 'outcome text',
  email: 'email text',
  userId: 'user_id uuid',
  values: 'values jsonb',
  changes: 'changes jsonb',
  errors: 'errors jsonb',
  warnings: 'warnings jsonb',
  suggestion: 'suggestion text',
} as const;
const validated = defineRow<Omit<ValidatedRow, 'cells'>>(columns);
const inserted = defineRow<ValidatedRow>({ ...columns, cells: 'cells text[]' });
const failure = defineRow({ line: 'line int', errors: 'errors jsonb' });

/** Stores rows of the file with their validation results. */
export async function insertRows(
  tx: WriteContext,
  importId: string,
  rows: readonly ValidatedRow[],
): Promise<void> {
  await tx.query(sql`
    INSERT INTO user_import_rows (account_id, import_id, ${inserted.names})
    SELECT ${tx.accountId}::uuid, ${importId}::uuid, r.* FROM ${unnestRows('r', inserted, rows)}`);
}

/** Updates stored rows that follow each other in the file with new validation results. */
export async function updateRows(
  tx: WriteContext,
  importId: string,
  rows: readonly ValidatedRow[],
): Promise<void> {
  const lines = rows.map(({ line }) => line);
  // The rows were just written, so the planner has no statistics of them; the range tells it where they are.
  await tx.query(sql`
    UPDATE user_import_rows k SET outcome = r.outcome, email = r.email, user_id = r.user_id, "values" = r."values",
      changes = r.changes, errors = r.errors, warnings = r.warnings, suggestion = r.suggestion
    FROM ${unnestRows('r', validated, rows)}
    WHERE k.account_id = ${tx.accountId}::uuid AND k.import_id = ${importId}::uuid AND k.line = r.line
      AND k.line BETWEEN ${lines.at(0)} AND ${lines.at(-1)}`);
}

/** Stored rows, in the order of the file. */
export function readStoredRows(
  tx: WriteContext,
  importId: string,
  after: number,
  limit: number,
): Promise<FileRow[]> {
  return tx.query<FileRow>(sql`
    SELECT line, cells FROM user_import_rows
    WHERE account_id = ${tx.accountId}::uuid AND import_id = ${importId}::uuid AND line > ${after}
    ORDER BY line LIMIT ${limit}`);
}

/** A row to carry out. */
export interface PlannedRow {
  readonly line: number;
  readonly outcome: 'create' | 'update';
  readonly email: string;
  readonly userId: string | null;
  readonly values: RowValues;
  readonly changes: Changes;
}

/** What a row did, beyond what it says. */
export interface DoneRow {
  readonly line: number;
  readonly userId: string;
  /** The groups that the user was not in before. */
  readonly joined: readonly string[];
}

/** A row that failed although the preview accepted it. */
export interface FailedRow {
  readonly line: number;
  readonly code: RowErrorCode;
}

/** Turns rows into errors that the preview could not foresee. */
export async function failRows(
  tx: WriteContext,
  importId: string,
  failed: readonly FailedRow[],
): Promise<void> {
  if (failed.length === 0) return;
  const entries = failed.map(({ line, code }) => ({ line, errors: [{ field: null, code }] }));
  const lines = failed.map(({ line }) => line);
  await tx.query(sql`
    UPDATE user_import_rows k SET outcome = 'error', errors = r.errors
    FROM ${unnestRows('r', failure, entries)}
    WHERE k.account_id = ${tx.accountId}::uuid AND k.import_id = ${importId}::uuid AND k.line = r.line
      AND k.line = ANY(${lines})`);
}
