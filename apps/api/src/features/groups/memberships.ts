import type { TransactionContext } from '../../platform/context.ts';
import { fail } from '../../platform/errors.ts';
import { sql } from '../../platform/sql.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * Puts users into a group and records it for each who was not in it yet.
 * @param group a group of the account
 * @param users users of the account
 * @returns how many were added
 */
export async function addMemberships(
  tx: TransactionContext,
  group: Named,
  users: readonly Named[],
): Promise<number> {
  const added = await tx.db.$queryRaw<{ userId: string }[]>(sql`
    INSERT INTO group_memberships (account_id, group_id, user_id, created_at)
    SELECT ${tx.accountId}::uuid, ${group.id}::uuid, user_id, ${tx.now()}
    FROM unnest(${users.map(({ id }) => id)}::uuid[]) AS user_id ORDER BY user_id
    ON CONFLICT DO NOTHING RETURNING user_id AS "userId"`);
  recordEach(tx, 'group.user_added', group, users, added);
  return added.length;
}

/**
 * Takes users out of a group and records it for each who was in it.
 * @returns how many were removed
 */
export async function removeMemberships(
  tx: TransactionContext,
  group: Named,
  users: readonly Named[],
): Promise<number> {
  const removed = await tx.db.$queryRaw<{ userId: string }[]>(sql`
    DELETE FROM group_memberships
    WHERE account_id = ${tx.accountId}::uuid AND group_id = ${group.id}::uuid
      AND user_id = ANY(${users.map(({ id }) => id)}::uuid[])
    RETURNING user_id AS "userId"`);
  recordEach(tx, 'group.user_removed', group, users, removed);
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
  if (found.length < wanted.length) {
    const pointers = ids.flatMap((id, index) => (found.some((group) => group.id === id) ? [] : [index]));
    fail('group_not_found', {
      errors: pointers.map((index) => ({
        pointer: `#/groupIds/${index}`,
        detail: 'group_not_found',
        code: 'group_not_found',
      })),
    });
  }
  return found;
}

function recordEach(
  tx: TransactionContext,
  type: 'group.user_added' | 'group.user_removed',
  group: Named,
  users: readonly Named[],
  changed: readonly { userId: string }[],
) {
  const ids = new Set(changed.map(({ userId }) => userId));
  for (const user of users.filter(({ id }) => ids.has(id))) {
    tx.record({
      type,
      target: { type: 'group', id: group.id, name: group.name },
      user: { id: user.id, name: user.name },
    });
  }
}
