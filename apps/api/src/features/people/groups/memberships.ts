import type { TransactionContext, WriteContext } from '../../../platform/context/context.ts';
import { unnestIds } from '../../../platform/db/rows.ts';
import { sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';
import { missingGroups } from './queries.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

interface Membership {
  readonly groupId: string;
  readonly userId: string;
}

/**
 * Adds users to groups in one statement, and records an event for each new membership.
 * @param groups groups of the account
 * @param users users of the account
 * @returns how many memberships were added
 */
export async function addMemberships(
  tx: WriteContext,
  groups: readonly Named[],
  users: readonly Named[],
): Promise<number> {
  if (groups.length === 0) return 0;
  const added = await tx.query<Membership>(sql`
    INSERT INTO group_memberships (account_id, group_id, user_id, created_at)
    SELECT ${tx.accountId}::uuid, group_id, user_id, ${tx.now()}
    FROM unnest(${groups.map(({ id }) => id)}::uuid[]) AS group_id, unnest(${users.map(({ id }) => id)}::uuid[]) AS user_id
    ORDER BY group_id, user_id
    ON CONFLICT DO NOTHING RETURNING group_id AS "groupId", user_id AS "userId"`);
  recordEach(tx, 'group.user_added', groups, users, added);
  return added.length;
}

/**
 * Removes users from groups in one statement, and records an event for each removed membership.
 * @returns how many memberships were removed
 */
export async function removeMemberships(
  tx: WriteContext,
  groups: readonly Named[],
  users: readonly Named[],
): Promise<number> {
  if (groups.length === 0) return 0;
  const removed = await tx.query<Membership>(sql`
    DELETE FROM group_memberships m
    USING ${unnestIds('g', groups)}, ${unnestIds('u', users)}
    WHERE m.account_id = ${tx.accountId}::uuid AND m.group_id = g.id AND m.user_id = u.id
    RETURNING m.group_id AS "groupId", m.user_id AS "userId"`);
  recordEach(tx, 'group.user_removed', groups, users, removed);
  return removed.length;
}

/**
 * The groups of the account with these ids.
 * @throws Failure `group_not_found` when one is missing
 */
export async function requireGroups(tx: TransactionContext, ids: readonly string[]): Promise<Named[]> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return [];
  const found = await tx.db.group.findMany({
    where: { id: { in: wanted } },
    select: { id: true, name: true },
  });
  const errors = missingGroups(ids, new Map(found.map(({ id, name }) => [id, name])));
  if (errors.length > 0) fail('group_not_found', { errors });
  return found;
}

function recordEach(
  tx: WriteContext,
  type: 'group.user_added' | 'group.user_removed',
  groups: readonly Named[],
  users: readonly Named[],
  changed: readonly Membership[],
) {
  const groupNames = new Map(groups.map(({ id, name }) => [id, name]));
  const userNames = new Map(users.map(({ id, name }) => [id, name]));
  for (const { groupId, userId } of changed) {
    tx.record({
      type,
      target: { type: 'group', id: groupId, name: groupNames.get(groupId) ?? '' },
      user: { id: userId, name: userNames.get(userId) ?? '' },
    });
  }
}
