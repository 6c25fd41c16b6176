import type { StopReason } from '@muster/contracts/people/user';
import type {
  CommitImport,
  ImportColumn,
  ImportMode,
  ImportOutcome,
  ImportStatus,
  ListImportRows,
  UserImport,
} from '@muster/contracts/people/user-imports';
import type { Context } from '../../../platform/context/context.ts';
import { byTime, defineList, findRow } from '../../../platform/db/list-page.ts';
import { empty, type Query, type Sql, sql } from '../../../platform/db/sql.ts';
import type { Changes } from '../../../platform/fields/values.ts';
import type { RowError } from './read/parse-row.ts';
import type { Counts } from './validate/preview.ts';
import type { RowValues } from './validate/row.ts';

/**
 * The options of the commit, the ids of the groups that rows call new, by name in lower case, and those of the groups
 * created for it.
 */
export type Options = CommitImport & {
  readonly groupIds: Readonly<Record<string, string>>;
  readonly createdGroupIds?: readonly string[];
};

/** What undoing an import has done so far. */
export type UndoCounts = NonNullable<UserImport['undo']>;

/** An import as stored. */
export interface ImportRecord {
  readonly id: string;
  readonly status: ImportStatus;
  readonly fileName: string;
  readonly format: UserImport['format'];
  readonly encoding: UserImport['encoding'];
  readonly separator: UserImport['separator'];
  readonly sheets: string[];
  readonly sheet: string | null;
  readonly mode: ImportMode;
  readonly columns: ImportColumn[];
  readonly columnsRemembered: boolean;
  readonly counts: Counts;
  readonly groupsToCreate: string[];
  readonly options: Options | null;
  readonly total: number;
  readonly done: number;
  /** Rows up to this line are finished. */
  readonly doneLine: number;
  readonly undoLine: number;
  readonly undo: UndoCounts | null;
  readonly seatsReserved: number;
  readonly createdById: string | null;
  readonly createdByName: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly seatsAvailable: number | null;
  readonly stopReason: StopReason;
}

/** The imports of an account. */
export const importList = defineList<ImportRecord, object, 'createdAt'>({
  endpoint: 'userImports.list',
  columns: sql`
    i.id, i.status::text, i.file_name AS "fileName", i.format, i.encoding, i.separator, i.sheets, i.sheet, i.mode, i.columns,
    i.columns_remembered AS "columnsRemembered", i.counts,
    i.groups_to_create AS "groupsToCreate", i.options, i.total, i.done, i.done_line AS "doneLine", i.undo_line AS "undoLine", i.undo,
    i.seats_reserved AS "seatsReserved",
    i.created_by_id AS "createdById", i.created_by_name AS "createdByName", i.created_at AS "createdAt",
    i.finished_at AS "finishedAt", i.stop_reason AS "stopReason", CASE WHEN a.seat_limit IS NOT NULL THEN greatest(a.seat_limit - a.seats_used, 0) END AS "seatsAvailable"`,
  from: sql`FROM user_imports i JOIN accounts a ON a.id = i.account_id`,
  account: sql`i.account_id`,
  id: sql`i.id`,
  sorts: { createdAt: byTime(sql`i.created_at`, 'createdAt') },
  where: {},
  countFrom: () => sql`FROM user_imports i`,
});

/** Locks an import until the transaction ends, so that changes to it and work on its rows take turns. */
export function lockImport(
  tx: { readonly accountId: string; readonly query: Query },
  id: string,
): Promise<ImportRecord | undefined> {
  return findRow(tx, importList, id, { lock: sql`FOR NO KEY UPDATE OF i` });
}

/** A row as stored. */
export interface RowRecord {
  readonly line: number;
  readonly outcome: ImportOutcome;
  readonly email: string | null;
  readonly userId: string | null;
  readonly values: RowValues;
  readonly changes: Changes;
  readonly errors: readonly RowError[];
  readonly warnings: readonly RowError[];
  readonly suggestion: string | null;
  /** `done`, or why an undo left the user as they are. */
  readonly undo: string | null;
}

type RowFilter = Pick<ListImportRows, 'outcome' | 'suggested' | 'warned'>;

function where(ctx: Pick<Context, 'accountId'>, importId: string, filter: RowFilter): Sql {
  const { outcome, suggested, warned } = filter;
  return sql`
    r.account_id = ${ctx.accountId}::uuid AND r.import_id = ${importId}::uuid
    ${outcome?.length ? sql`AND r.outcome = ANY(${outcome})` : empty}
    ${suggested === undefined ? empty : sql`AND (r.suggestion IS NOT NULL) = ${suggested === 'true'}`}
    ${warned === undefined ? empty : sql`AND (r.warnings <> '[]'::jsonb) = ${warned === 'true'}`}`;
}

const rowColumns = sql`
  r.line, r.outcome, r.email, r.user_id AS "userId", r."values", r.changes, r.errors, r.warnings, r.suggestion, r.undo`;

/** Rows of an import in the order of the file. */
export function findRows(
  ctx: Context,
  importId: string,
  filter: RowFilter,
  { after, limit }: { after: number; limit: number },
): Promise<RowRecord[]> {
  return ctx.query<RowRecord>(sql`
    SELECT ${rowColumns} FROM user_import_rows r
    WHERE ${where(ctx, importId, filter)} AND r.line > ${after} ORDER BY r.line LIMIT ${limit}`);
}

/** A row of an import with its cells. */
export async function findRowOf(
  ctx: { readonly accountId: string; readonly query: Query },
  importId: string,
  line: number,
): Promise<(RowRecord & { readonly cells: string[] }) | undefined> {
  const [row] = await ctx.query<RowRecord & { cells: string[] }>(sql`
    SELECT ${rowColumns}, r.cells FROM user_import_rows r
    WHERE r.account_id = ${ctx.accountId}::uuid AND r.import_id = ${importId}::uuid AND r.line = ${line}`);
  return row;
}

/** How many rows match the filter. */
export async function countRows(ctx: Context, importId: string, filter: RowFilter): Promise<number> {
  const [row] = await ctx.query<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM user_import_rows r WHERE ${where(ctx, importId, filter)}`);
  return row?.count ?? 0;
}

/** The cells of the failed rows, in the order of the file. */
export function findFailedCells(
  ctx: Context,
  importId: string,
  { after, limit }: { after: number; limit: number },
): Promise<{ line: number; cells: string[]; errors: readonly RowError[] }[]> {
  return ctx.query(sql`
    SELECT r.line, r.cells, r.errors FROM user_import_rows r
    WHERE ${where(ctx, importId, { outcome: ['error'] })} AND r.line > ${after}
    ORDER BY r.line LIMIT ${limit}`);
}

/** The largest number of cells in a failed row. */
export async function widestFailure(ctx: Context, importId: string): Promise<number> {
  const [row] = await ctx.query<{ width: number | null }>(sql`
    SELECT max(cardinality(r.cells)) AS width FROM user_import_rows r
    WHERE ${where(ctx, importId, { outcome: ['error'] })}`);
  return row?.width ?? 0;
}
