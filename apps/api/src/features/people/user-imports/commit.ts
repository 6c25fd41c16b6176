import type { Permission } from '@muster/contracts/catalogue';
import { userDetails } from '@muster/contracts/people/user-fields';
import type { CommitImport, UserImport } from '@muster/contracts/people/user-imports';
import { Role } from '@muster/contracts/permissions';
import { requirePermission } from '../../../platform/context/actor.ts';
import type { Context, WriteContext } from '../../../platform/context/context.ts';
import { storedCallerOf } from '../../../platform/context/on-behalf.ts';
import { sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';
import { changedSince } from '../../../platform/fields/sql.ts';
import { refusalToGive, refuseIf } from '../../../policies/grants.ts';
import { takeSeats } from '../../../policies/seats.ts';
import { createGroups } from '../groups/index.ts';
import { type ImportRecord, lockImport, type Options } from './queries.ts';
import { getImport } from './service.ts';

/**
 * Starts the job that carries out the preview. Committing again returns the import unchanged.
 * @throws Failure `not_found`; `import_settled` for a cancelled one; `import_outdated` if the preview no
 * longer matches the account; `seat_limit_reached` if there are not enough seats and nobody may be left out;
 * `forbidden` if it adds owners or groups or sends invitations and the caller may not; `scope_not_held` if it gives
 * or takes a role of which the caller lacks a permission
 */
export async function commitImport(ctx: Context, id: string, input: CommitImport): Promise<UserImport> {
  await ctx.sqlTransaction(async (tx) => {
    const record = (await lockImport(tx, id)) ?? fail('not_found');
    if (record.status === 'cancelled' || record.status === 'undone') fail('import_settled');
    if (record.status !== 'previewed') return;
    const needed = permissionsFor(input, record.groupsToCreate.length);
    for (const permission of needed) requirePermission(tx.actor, permission);
    if (record.counts.owners > 0) requirePermission(tx.actor, 'owners:write');
    refuseIf(tx.actor, refusalToGive(tx.actor, ...(await rolesOf(tx, id))));
    if (await isOutdated(tx, id)) fail('import_outdated');
    const seats = input.onSeatLimit === 'refuse' ? record.counts.create : 0;
    await takeSeats(tx, seats);
    await start(tx, record, input, seats);
  });
  ctx.deps.jobs.wake('users.import');
  return getImport(ctx, id);
}

/**
 * What an import needs, when it starts and at each chunk.
 * @param newGroups how many groups it creates
 */
export function permissionsFor(options: CommitImport, newGroups = 0): readonly Permission[] {
  const needed: Permission[] = ['users:write'];
  if (options.sendInvitations) needed.push('invitations:write');
  if (options.createGroups && newGroups > 0) needed.push('groups:write');
  return needed;
}

/** The roles that the rows give or take. Whoever commits may have less than who uploaded the file. */
export async function rolesOf(tx: WriteContext, id: string): Promise<Role[]> {
  const rows = await tx.query<{ role: Role }>(sql`
    SELECT DISTINCT r.changes->'role'->>side AS role FROM user_import_rows r, unnest(ARRAY['from', 'to']) AS side
    WHERE r.account_id = ${tx.accountId}::uuid AND r.import_id = ${id}::uuid AND r.outcome IN ('create', 'update')
      AND r.changes->'role'->>side IS NOT NULL`);
  return rows.map(({ role }) => Role.parse(role));
}

async function start(
  tx: WriteContext,
  record: ImportRecord,
  input: CommitImport,
  seats: number,
): Promise<void> {
  const { id, counts, groupsToCreate, fileName } = record;
  const groups: Awaited<ReturnType<typeof createGroups>> = input.createGroups
    ? await createGroups(tx, groupsToCreate)
    : new Map();
  const groupIds = Object.fromEntries([...groups].map(([name, group]) => [name, group.id]));
  const createdGroupIds = [...groups.values()].flatMap((group) => (group.isNew ? [group.id] : []));
  const options: Options = { ...input, groupIds, createdGroupIds };
  await tx.query(sql`
    UPDATE user_imports SET status = 'queued', options = ${JSON.stringify(options)}::jsonb, seats_reserved = ${seats},
      request = ${JSON.stringify(storedCallerOf(tx))}::jsonb
    WHERE account_id = ${tx.accountId}::uuid AND id = ${id}::uuid`);
  const { create, update, skip, error } = counts;
  tx.record({
    type: 'user_import.started',
    data: { userImportId: id, fileName, ...{ create, update, skip, error }, ...input },
  });
  tx.announce('user_imports.changed');
  await tx.deps.jobs.add('users.import', [{ accountId: tx.accountId, importId: id }], tx);
}

const changedSinceThen = changedSince(userDetails, 'r.changes', 'u');

/**
 * Whether the account has changed since the preview: an address or external id is no longer free, a user to
 * change was removed or changed, or a group to join was deleted.
 */
async function isOutdated(tx: WriteContext, id: string): Promise<boolean> {
  const mine = sql`r.account_id = ${tx.accountId}::uuid AND r.import_id = ${id}::uuid`;
  const [found] = await tx.query<{ isOutdated: boolean }>(sql`
    SELECT EXISTS (
      SELECT 1 FROM user_import_rows r JOIN users u ON u.account_id = r.account_id AND u.email = r.email
      WHERE ${mine} AND r.outcome = 'create'
    ) OR EXISTS (
      SELECT 1 FROM user_import_rows r
      JOIN users u ON u.account_id = r.account_id AND u.external_id = r."values"->>'externalId'
      WHERE ${mine} AND r.outcome IN ('create', 'update') AND u.id IS DISTINCT FROM r.user_id
    ) OR EXISTS (
      SELECT 1 FROM user_import_rows r LEFT JOIN users u ON u.account_id = r.account_id AND u.id = r.user_id
      WHERE ${mine} AND r.outcome = 'update' AND (u.id IS NULL
        OR ${changedSinceThen})
    ) OR EXISTS (
      SELECT 1 FROM (
        SELECT DISTINCT g.id FROM user_import_rows r, jsonb_array_elements_text(r."values"->'groupIds') AS g(id)
        WHERE ${mine} AND r.outcome IN ('create', 'update') AND r."values" ? 'groupIds'
      ) wanted
      WHERE NOT EXISTS (
        SELECT 1 FROM groups g WHERE g.account_id = ${tx.accountId}::uuid AND g.id = wanted.id::uuid
      )
    ) AS "isOutdated"`);
  return found?.isOutdated ?? false;
}
