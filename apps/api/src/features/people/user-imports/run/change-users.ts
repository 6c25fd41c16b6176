import type { ValuesOf } from '@muster/contracts/kit/fields';
import { plainUserFields, userDetails } from '@muster/contracts/people/user-fields';
import { Role } from '@muster/contracts/permissions';
import type { WriteContext } from '../../../../platform/context/context.ts';
import { defineRow, unnestRows } from '../../../../platform/db/rows.ts';
import { sql } from '../../../../platform/db/sql.ts';
import { rowOf } from '../../../../platform/fields/sql.ts';
import { nameOf } from '../../../../platform/person-name.ts';
import { addMemberships } from '../../groups/index.ts';
import { type LockedUser, lockUsers, setRole } from '../../users/index.ts';
import type { RowErrorCode } from '../read/parse-row.ts';
import type { DoneRow, FailedRow, PlannedRow } from '../rows.ts';
import { type ExistingUser, findByExternalId, findUsersBy } from '../validate/account-snapshot.ts';
import { type RowValues, refusalToWrite, roleFault } from '../validate/row.ts';

const plainFields = Object.keys(plainUserFields);
const details = Object.keys(userDetails) as (keyof typeof userDetails)[];
const written = defineRow<PlainValues>({ ...rowOf(plainUserFields), name: 'name text' });
const changedUser = defineRow<PlainValues & { id: string }>({
  ...rowOf(plainUserFields),
  name: 'name text',
  id: 'id uuid',
});

type PlainValues = ValuesOf<typeof plainUserFields> & { name: string };

interface Change {
  readonly row: PlannedRow;
  readonly user: ExistingUser;
}

/**
 * Changes users as their rows say, in a few statements. If a user was removed or changed since the preview,
 * the user stays unchanged and the row fails.
 * @param options.groups the groups of the account that rows join, by id
 * @param options.groupIdsOf the ids of the groups that a row joins
 * @returns the rows that failed, and what the others did
 */
export async function changeUsers(
  tx: WriteContext,
  rows: readonly PlannedRow[],
  options: {
    groups: ReadonlyMap<string, string>;
    groupIdsOf: (values: RowValues) => readonly string[];
  },
): Promise<{ failed: FailedRow[]; done: DoneRow[] }> {
  if (rows.length === 0) return { failed: [], done: [] };
  const ids = rows.flatMap(({ userId }) => userId ?? []);
  const targets = await lockUsers(tx, ids);
  const users = new Map((await findUsersBy(tx, 'id', ids)).map((user) => [user.id, user]));
  const holders = await findByExternalId(
    tx,
    rows.flatMap(({ values }) => values.externalId ?? []),
  );
  const faults = new Map<number, RowErrorCode>();
  const fitting = rows.flatMap((row): Change[] => {
    const user = users.get(row.userId ?? '');
    const code = faultOf(tx, row, user, holders);
    if (code !== null) faults.set(row.line, code);
    return user && code === null ? [{ row, user }] : [];
  });
  for (const [line, code] of await setRoles(tx, fitting, targets)) faults.set(line, code);
  const changes = fitting.filter(({ row }) => !faults.has(row.line));
  await writeFields(tx, changes);
  await join(tx, changes, options);
  const done = changes.flatMap(({ row, user }) => {
    const joined = options.groupIdsOf(row.values).filter((id) => !user.groupIds.includes(id));
    return joined.length > 0 ? [{ line: row.line, userId: user.id, joined }] : [];
  });
  return { failed: [...faults].map(([line, code]) => ({ line, code })), done };
}

function faultOf(
  { actor }: WriteContext,
  { values, changes }: PlannedRow,
  user: ExistingUser | undefined,
  holders: ReadonlyMap<string, string>,
): RowErrorCode | null {
  if (!user) return 'user_missing';
  const set = details.filter((field) => field in changes);
  if (set.some((field) => changes[field]?.from !== user[field])) return 'import_outdated';
  // The user has since become an owner, whom only an owner may change.
  if (user.role === 'owner' && set.length > 0 && !values.needsOwner) return 'import_outdated';
  const refused = set.length > 0 ? roleFault(refusalToWrite(actor, user, values)) : null;
  if (refused) return refused;
  const holder = values.externalId ? holders.get(values.externalId) : undefined;
  return holder !== undefined && holder !== user.id ? 'external_id_taken' : null;
}

/**
 * Changes roles, new owners first, so that an old one can be demoted.
 * @returns the reasons of refusals, by line
 */
async function setRoles(
  tx: WriteContext,
  changes: readonly Change[],
  targets: readonly LockedUser[],
): Promise<Map<number, RowErrorCode>> {
  const faults = new Map<number, RowErrorCode>();
  for (const role of Role.options) {
    const lines = new Map(
      changes
        .filter(({ row }) => 'role' in row.changes && row.values.role === role)
        .map(({ row, user }) => [user.id, row.line]),
    );
    const chosen = targets.filter(({ id }) => lines.has(id));
    if (chosen.length === 0) continue;
    for (const outcome of await setRole(tx, chosen, role)) {
      const line = lines.get(outcome.id);
      if (outcome.outcome !== 'failed' || line === undefined) continue;
      faults.set(line, outcome.code === 'last_owner' ? 'last_owner' : 'role_not_held');
    }
  }
  return faults;
}

async function writeFields(tx: WriteContext, changes: readonly Change[]): Promise<void> {
  const rows = changes.flatMap(({ row, user }) => {
    if (!plainFields.some((field) => field in row.changes)) return [];
    const after = { ...user, ...row.values };
    const name = nameOf(after.firstName, after.lastName, user.emailDisplay);
    recordChange(tx, row, { id: user.id, name });
    return [{ ...after, name }];
  });
  if (rows.length === 0) return;
  await tx.query(sql`
    UPDATE users u SET (${written.names}) = ROW(${written.of('c')}), updated_at = ${tx.now()}::timestamptz
    FROM ${unnestRows('c', changedUser, rows)} WHERE u.account_id = ${tx.accountId}::uuid AND u.id = c.id`);
}

/** The same event as for a change on the user's page. A new role has its own event. */
function recordChange(tx: WriteContext, { changes }: PlannedRow, person: { id: string; name: string }): void {
  const target = { type: 'user' as const, ...person };
  const { role: _role, groups: _groups, ...others } = changes;
  tx.record({ type: 'user.updated', target, user: person, data: { changes: others } });
}

async function join(
  tx: WriteContext,
  changes: readonly Change[],
  { groups, groupIdsOf }: Parameters<typeof changeUsers>[2],
): Promise<void> {
  const joining = new Map<string, { id: string; name: string }[]>();
  for (const { row, user } of changes) {
    const { firstName, lastName } = { ...user, ...row.values };
    const person = { id: user.id, name: nameOf(firstName, lastName, user.emailDisplay) };
    for (const id of groupIdsOf(row.values)) joining.set(id, [...(joining.get(id) ?? []), person]);
  }
  // Always in the same order, to avoid deadlocks between concurrent calls.
  for (const id of [...joining.keys()].sort())
    await addMemberships(tx, [{ id, name: groups.get(id) ?? '' }], joining.get(id) ?? []);
}
