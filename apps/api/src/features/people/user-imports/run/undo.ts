import { defined } from '@muster/contracts/kit/defined';
import { entriesOf } from '@muster/contracts/kit/fields';
import type { StopReason } from '@muster/contracts/people/user';
import { userDetails } from '@muster/contracts/people/user-fields';
import { hasPermission } from '../../../../platform/context/actor.ts';
import type { Context, WriteContext } from '../../../../platform/context/context.ts';
import { presentActor } from '../../../../platform/context/present-permissions.ts';
import { defineRow, unnestRows } from '../../../../platform/db/rows.ts';
import { sql } from '../../../../platform/db/sql.ts';
import { newValues } from '../../../../platform/fields/values.ts';
import { deleteEmptyGroups, findGroupNames, removeMemberships } from '../../groups/index.ts';
import { lockUsers, type Outcome, removeUsers } from '../../users/index.ts';
import { type ImportRecord, lockImport, type UndoCounts } from '../queries.ts';
import type { RowErrorCode } from '../read/parse-row.ts';
import type { PlannedRow } from '../rows.ts';
import { type ExistingUser, findUsersBy } from '../validate/account-snapshot.ts';
import { changeUsers } from './change-users.ts';

/** A row that the import carried out. */
interface CarriedOutRow extends PlannedRow {
  /** The groups that the user joined by it. */
  readonly joined: readonly string[];
}

/** What an undo did with a row: `done`, or why the user stays as they are. */
type RowUndo = 'done' | RowErrorCode;

const undoRow = defineRow<{ line: number; undo: RowUndo }>({ line: 'line int', undo: 'undo text' });

/**
 * Takes back the next rows of an import.
 * @returns whether more may remain
 */
export function undoNext(ctx: Context, importId: string, size: number): Promise<boolean> {
  return ctx.sqlTransaction(async (tx) => {
    const record = await openUndo(tx, importId);
    if (!record) return false;
    const actor = await presentActor(tx, tx.actor);
    if (!hasPermission(actor, 'users:write')) {
      await endUndo(tx, record, 'permission_lost');
      return false;
    }
    const rows = await nextRows(tx, record, size);
    if (rows.length === 0) {
      await endUndo({ ...tx, actor }, record, null);
      return false;
    }
    const found = await takeBack({ ...tx, actor }, rows);
    await recordRows(tx, record, rows, found);
    return true;
  });
}

/** Leaves a row as it is that cannot be taken back, for any reason. */
export async function keepNext(ctx: Context, importId: string): Promise<void> {
  await ctx.sqlTransaction(async (tx) => {
    const record = await openUndo(tx, importId);
    const rows = record ? await nextRows(tx, record, 1) : [];
    const kept = new Map(rows.map(({ line }) => [line, 'internal_error' as const]));
    if (record && rows.length > 0) await recordRows(tx, record, rows, kept);
  });
}

async function openUndo(tx: WriteContext, importId: string): Promise<ImportRecord | null> {
  const record = await lockImport(tx, importId);
  return record?.status === 'undoing' ? record : null;
}

function nextRows(tx: WriteContext, record: ImportRecord, limit: number): Promise<CarriedOutRow[]> {
  return tx.query<CarriedOutRow>(sql`
    SELECT line, outcome, email, user_id AS "userId", "values", changes, joined FROM user_import_rows
    WHERE account_id = ${tx.accountId}::uuid AND import_id = ${record.id}::uuid AND line > ${record.undoLine}
      AND line <= ${record.doneLine} AND outcome IN ('create', 'update')
    ORDER BY line LIMIT ${limit}`);
}

async function takeBack(tx: WriteContext, rows: readonly CarriedOutRow[]): Promise<Map<number, RowUndo>> {
  const of = (wanted: string) => rows.filter(({ outcome }) => outcome === wanted);
  return new Map([...(await changeBack(tx, of('update'))), ...(await removeAdded(tx, of('create')))]);
}

/** Removes the users that rows added, unless they have activated or were changed since. */
async function removeAdded(tx: WriteContext, rows: readonly CarriedOutRow[]): Promise<Map<number, RowUndo>> {
  const found = new Map<number, RowUndo>(rows.map(({ line }) => [line, 'changed_since']));
  const ids = rows.flatMap(({ userId }) => userId ?? []);
  if (ids.length === 0) return found;
  const locked = await lockUsers(tx, ids);
  const users = new Map((await findUsersBy(tx, 'id', ids)).map((user) => [user.id, user]));
  const asAdded = new Map(
    rows.flatMap((row) => {
      const user = users.get(row.userId ?? '');
      return user && isAsAdded(row, user) ? [[user.id, row.line] as const] : [];
    }),
  );
  for (const outcome of await removeUsers(
    tx,
    locked.filter(({ id }) => asAdded.has(id)),
  ))
    found.set(asAdded.get(outcome.id) ?? 0, undoOf(outcome));
  return found;
}

function isAsAdded({ email, values }: CarriedOutRow, user: ExistingUser): boolean {
  if (user.status !== 'added' && user.status !== 'invited') return false;
  const added = newValues(userDetails, values);
  return user.email === email && entriesOf(userDetails).every(([field]) => user[field] === added[field]);
}

function undoOf(outcome: Outcome): RowUndo {
  if (outcome.outcome !== 'failed') return 'done';
  if (outcome.code === 'last_owner') return 'last_owner';
  return outcome.code === 'forbidden' ? 'owner_not_allowed' : 'role_not_held';
}

/** Gives users the values back that rows changed, unless somebody changed them since. */
async function changeBack(tx: WriteContext, rows: readonly CarriedOutRow[]): Promise<Map<number, RowUndo>> {
  if (rows.length === 0) return new Map();
  const faults = new Map(
    (await changeUsers(tx, rows.map(inverseOf), { groups: new Map(), groupIdsOf: () => [] })).failed.map(
      ({ line, code }) =>
        [line, code === 'role_not_held' || code === 'last_owner' ? code : 'changed_since'] as const,
    ),
  );
  const changed = rows.filter(({ line }) => !faults.has(line));
  const names = await findGroupNames({ accountId: tx.accountId, queryByKey: tx.query }, [
    ...new Set(changed.flatMap(({ joined }) => joined)),
  ]);
  const people = new Map(
    (
      await findUsersBy(
        tx,
        'id',
        changed.flatMap(({ userId }) => userId ?? []),
      )
    ).map((user) => [user.id, user]),
  );
  // Always in the same order, to avoid deadlocks between concurrent calls.
  for (const [id, name] of [...names].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const members = changed.filter(({ joined }) => joined.includes(id));
    await removeMemberships(
      tx,
      [{ id, name }],
      members.flatMap(({ userId }) => people.get(userId ?? '') ?? []),
    );
  }
  return new Map(rows.map(({ line }) => [line, faults.get(line) ?? 'done']));
}

/** The row that takes a row back: it expects what the row wrote and writes what was before. */
function inverseOf({ line, email, userId, values, changes }: CarriedOutRow): PlannedRow {
  const { groups: _groups, ...fields } = changes;
  const swapped = Object.fromEntries(
    Object.entries(fields).map(([field, { from, to }]) => [field, { from: to, to: from }]),
  );
  const before = Object.fromEntries(Object.entries(fields).map(([field, { from }]) => [field, from]));
  const inverse = defined({ name: values.name, needsOwner: values.needsOwner, ...before });
  return { line, outcome: 'update', email, userId, values: inverse, changes: swapped };
}

async function recordRows(
  tx: WriteContext,
  record: ImportRecord,
  rows: readonly CarriedOutRow[],
  found: ReadonlyMap<number, RowUndo>,
): Promise<void> {
  const entries = rows.map(({ line }) => ({ line, undo: found.get(line) ?? 'internal_error' }));
  const done = entries.filter(({ undo }) => undo === 'done').length;
  const before = record.undo ?? { done: 0, kept: 0, groupsDeleted: 0 };
  const counts: UndoCounts = { ...before, done: before.done + done, kept: before.kept + rows.length - done };
  const last = rows.at(-1)?.line ?? record.undoLine;
  await tx.query(sql`
    UPDATE user_import_rows k SET undo = r.undo FROM ${unnestRows('r', undoRow, entries)}
    WHERE k.account_id = ${tx.accountId}::uuid AND k.import_id = ${record.id}::uuid AND k.line = r.line
      AND k.line BETWEEN ${rows.at(0)?.line ?? last} AND ${last}`);
  await tx.query(sql`
    UPDATE user_imports SET undo_line = ${last}, undo = ${JSON.stringify(counts)}::jsonb
    WHERE account_id = ${tx.accountId}::uuid AND id = ${record.id}::uuid`);
  tx.announce('user_imports.changed');
}

/** Ends an undo; the groups that the import created go, if nobody is in them and the caller may delete them. */
async function endUndo(tx: WriteContext, record: ImportRecord, stopReason: StopReason): Promise<void> {
  const mayDelete = stopReason === null && hasPermission(tx.actor, 'groups:write');
  const groups = mayDelete ? (record.options?.createdGroupIds ?? []) : [];
  const before = record.undo ?? { done: 0, kept: 0, groupsDeleted: 0 };
  const counts: UndoCounts = { ...before, groupsDeleted: await deleteEmptyGroups(tx, groups) };
  await tx.query(sql`
    UPDATE user_imports SET status = 'undone', undo = ${JSON.stringify(counts)}::jsonb, stop_reason = ${stopReason}
    WHERE account_id = ${tx.accountId}::uuid AND id = ${record.id}::uuid`);
  const data = { userImportId: record.id, fileName: record.fileName, ...counts };
  tx.record({ type: 'user_import.undone', data: stopReason ? { ...data, stopReason } : data });
  tx.announce('user_imports.changed');
}
