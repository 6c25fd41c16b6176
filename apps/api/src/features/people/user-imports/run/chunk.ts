import { nameKey } from '@muster/contracts/kit/text';
import type { StopReason } from '@muster/contracts/people/user';
import { userDetails } from '@muster/contracts/people/user-fields';
import type { WriteContext } from '../../../../platform/context/context.ts';
import { defineRow, unnestIds, unnestRows } from '../../../../platform/db/rows.ts';
import { sql } from '../../../../platform/db/sql.ts';
import { newValues } from '../../../../platform/fields/values.ts';
import { refusalToGive } from '../../../../policies/grants.ts';
import { freeSeats, takeSeatsUpTo } from '../../../../policies/seats.ts';
import { addUsers, type NewUser } from '../../users/index.ts';
import { type ImportRecord, lockImport, type Options } from '../queries.ts';
import type { RowErrorCode } from '../read/parse-row.ts';
import { type DoneRow, type FailedRow, failRows, type PlannedRow } from '../rows.ts';
import type { Counts } from '../validate/preview.ts';
import { type RowValues, roleFault } from '../validate/row.ts';
import { changeUsers } from './change-users.ts';

/** A running import, locked. */
export interface ImportChunk extends ImportRecord {
  readonly options: Options;
}

/**
 * Locks an import to carry out rows.
 * @returns null if it has ended
 */
export async function openChunk(tx: WriteContext, importId: string): Promise<ImportChunk | null> {
  const record = await lockImport(tx, importId);
  if (!record?.options || (record.status !== 'queued' && record.status !== 'running')) return null;
  return { ...record, options: record.options };
}

/** The next rows to carry out, in the order of the file. */
export function nextRows(tx: WriteContext, chunk: ImportChunk, limit: number): Promise<PlannedRow[]> {
  return tx.query<PlannedRow>(sql`
    SELECT line, outcome, email, user_id AS "userId", "values", changes FROM user_import_rows
    WHERE account_id = ${tx.accountId}::uuid AND import_id = ${chunk.id}::uuid AND line > ${chunk.doneLine}
      AND outcome IN ('create', 'update')
    ORDER BY line LIMIT ${limit}`);
}

/** Carries out rows: adds and changes users, and marks the rows as done in the same transaction. */
export async function runChunk(
  tx: WriteContext,
  chunk: ImportChunk,
  rows: readonly PlannedRow[],
): Promise<void> {
  const groups = await lockGroups(tx, chunk, rows);
  const created = await createRows(tx, chunk, rows, groups);
  const updated = await changeUsers(
    tx,
    rows.filter(({ outcome }) => outcome === 'update'),
    { groups, groupIdsOf: (values) => groupIdsOf(values, chunk, groups) },
  );
  rememberDone(tx, chunk, [...created.done, ...updated.done]);
  await recordChunk(tx, chunk, rows, [...created.failed, ...updated.failed]);
}

/** The groups that rows join, by id. Groups deleted since the commit are skipped. */
async function lockGroups(tx: WriteContext, chunk: ImportChunk, rows: readonly PlannedRow[]) {
  const ids = new Set(rows.flatMap(({ values }) => wantedGroups(values, chunk)));
  if (ids.size === 0) return new Map<string, string>();
  const found = await tx.query<{ id: string; name: string }>(sql`
    SELECT g.id, g.name FROM ${unnestIds('w', [...ids])} JOIN groups g ON g.id = w.id
    WHERE g.account_id = ${tx.accountId}::uuid ORDER BY g.id FOR KEY SHARE OF g`);
  return new Map(found.map(({ id, name }) => [id, name]));
}

function wantedGroups({ groupIds = [], newGroups = [] }: RowValues, { options }: ImportChunk): string[] {
  // Imports that an earlier version committed have the names in lower case.
  const idOf = (name: string) => options.groupIds[nameKey(name)] ?? options.groupIds[name.toLowerCase()];
  return [...groupIds, ...newGroups.flatMap((name) => idOf(name) ?? [])];
}

function groupIdsOf(values: RowValues, chunk: ImportChunk, groups: ReadonlyMap<string, string>): string[] {
  return wantedGroups(values, chunk).filter((id) => groups.has(id));
}

async function createRows(
  tx: WriteContext,
  chunk: ImportChunk,
  rows: readonly PlannedRow[],
  groups: ReadonlyMap<string, string>,
): Promise<{ failed: FailedRow[]; done: DoneRow[] }> {
  const asked = rows.filter(({ outcome }) => outcome === 'create');
  const faults = asked.flatMap(({ line, values }) => {
    const code = roleFault(refusalToGive(tx.actor, values.role ?? 'member'));
    return code ? [{ line, code }] : [];
  });
  const refused = new Set(faults.map(({ line }) => line));
  const wanted = asked.filter(({ line }) => !refused.has(line));
  const isReserved = chunk.options.onSeatLimit === 'refuse';
  const seats = isReserved ? wanted.length : await takeSeatsUpTo(tx, wanted.length);
  const seated = wanted.slice(0, seats);
  const users = seated.map(({ email, values }) => newUser(email, values, chunk, groups));
  const added = users.length > 0 ? await addUsers(tx, users, groups) : [];
  const conflicts = seated.filter((_, place) => 'conflict' in (added[place] ?? {}));
  await freeSeats(tx, conflicts.length + (isReserved ? faults.length : 0));
  const failed = [
    ...faults,
    ...conflicts.map(({ line }) => ({ line, code: 'user_exists' as const })),
    ...wanted.slice(seats).map(({ line }) => ({ line, code: 'seat_limit_reached' as const })),
  ];
  const done = seated.flatMap(({ line }, place) => {
    const result = added[place];
    return result && 'id' in result ? [{ line, userId: result.id, joined: [] }] : [];
  });
  return { failed, done };
}

const doneRow = defineRow<DoneRow>({ line: 'line int', userId: 'user_id uuid', joined: 'joined uuid[]' });

/** Writes down whom rows added, and which groups they made users join, for the report and for an undo. */
function rememberDone(tx: WriteContext, chunk: ImportChunk, done: readonly DoneRow[]): void {
  if (done.length === 0) return;
  const lines = done.map(({ line }) => line);
  tx.pipeline(sql`
    UPDATE user_import_rows k SET user_id = r.user_id, joined = r.joined FROM ${unnestRows('r', doneRow, done)}
    WHERE k.account_id = ${tx.accountId}::uuid AND k.import_id = ${chunk.id}::uuid AND k.line = r.line
      AND k.line BETWEEN ${Math.min(...lines)} AND ${Math.max(...lines)}`);
}

function newUser(
  email: string,
  values: RowValues,
  chunk: ImportChunk,
  groups: ReadonlyMap<string, string>,
): NewUser {
  return {
    ...newValues(userDetails, values),
    email,
    emailDisplay: values.emailDisplay ?? email,
    groupIds: groupIdsOf(values, chunk, groups),
    sendInvitation: chunk.options.sendInvitations,
  };
}

/**
 * Counts rows as done. The seats reserved for them at the commit are now used, or were freed.
 * @param rows the planned rows
 * @param failed the rows among them that failed
 */
async function recordChunk(
  tx: WriteContext,
  chunk: ImportChunk,
  rows: readonly PlannedRow[],
  failed: readonly FailedRow[],
): Promise<void> {
  await failRows(tx, chunk.id, failed);
  const lines = new Set(failed.map(({ line }) => line));
  const countOf = (wanted: string) => rows.filter(({ outcome }) => outcome === wanted).length;
  const failedOf = (wanted: string) =>
    rows.filter(({ line, outcome }) => outcome === wanted && lines.has(line)).length;
  const counts: Counts = {
    ...chunk.counts,
    create: chunk.counts.create - failedOf('create'),
    update: chunk.counts.update - failedOf('update'),
    error: chunk.counts.error + failed.length,
  };
  const seats = chunk.options.onSeatLimit === 'refuse' ? countOf('create') : 0;
  const doneLine = rows.at(-1)?.line ?? chunk.doneLine;
  tx.pipeline(sql`
    UPDATE user_imports SET status = 'running', done = done + ${rows.length}, done_line = ${doneLine},
      seats_reserved = seats_reserved - ${seats}, counts = ${JSON.stringify(counts)}::jsonb
    WHERE account_id = ${tx.accountId}::uuid AND id = ${chunk.id}::uuid`);
  tx.announce('user_imports.changed');
}

/**
 * Ends an import whose rows are all done.
 * @param stopReason why it ends before
 */
export function endImport(
  tx: WriteContext,
  { id, counts, fileName }: ImportChunk,
  stopReason: StopReason = null,
): void {
  tx.pipeline(sql`
    UPDATE user_imports SET status = 'done', finished_at = ${tx.now()}::timestamptz, stop_reason = ${stopReason}
    WHERE account_id = ${tx.accountId}::uuid AND id = ${id}::uuid`);
  const { create, update, skip, error } = counts;
  const data = { userImportId: id, fileName, create, update, skip, error };
  tx.record({ type: 'user_import.finished', data: stopReason ? { ...data, stopReason } : data });
  tx.announce('user_imports.changed');
}

/** Ends an import whose actor may no longer do this: what is done stays, all other rows fail. */
export async function stopImport(tx: WriteContext, chunk: ImportChunk): Promise<void> {
  const reason = 'permission_lost';
  const failed = await tx.query<{ outcome: string; count: number }>(sql`
    WITH pending AS (
      SELECT line, outcome FROM user_import_rows
      WHERE account_id = ${tx.accountId}::uuid AND import_id = ${chunk.id}::uuid AND line > ${chunk.doneLine}
        AND outcome IN ('create', 'update')
    ), failed AS (
      UPDATE user_import_rows r SET outcome = 'error', errors = ${JSON.stringify([{ field: null, code: reason }])}::jsonb
      FROM pending p
      WHERE r.account_id = ${tx.accountId}::uuid AND r.import_id = ${chunk.id}::uuid AND r.line = p.line
    )
    SELECT outcome, count(*)::int AS count FROM pending GROUP BY outcome`);
  const countOf = (wanted: string) => failed.find(({ outcome }) => outcome === wanted)?.count ?? 0;
  const [create, update] = [countOf('create'), countOf('update')];
  const { counts } = chunk;
  const ended: Counts = {
    ...counts,
    create: counts.create - create,
    update: counts.update - update,
    error: counts.error + create + update,
  };
  await freeSeats(tx, chunk.seatsReserved);
  tx.pipeline(sql`
    UPDATE user_imports SET counts = ${JSON.stringify(ended)}::jsonb, seats_reserved = 0, done = done + ${create + update}
    WHERE account_id = ${tx.accountId}::uuid AND id = ${chunk.id}::uuid`);
  endImport(tx, { ...chunk, counts: ended }, reason);
}

/** Ends a row as an error, and frees the seat reserved for it. */
export async function giveUpRow(
  tx: WriteContext,
  chunk: ImportChunk,
  row: PlannedRow,
  code: RowErrorCode,
): Promise<void> {
  if (row.outcome === 'create' && chunk.options.onSeatLimit === 'refuse') await freeSeats(tx, 1);
  await recordChunk(tx, chunk, [row], [{ line: row.line, code }]);
}
