import type { Role } from '@muster/contracts/permissions';
import type { WriteContext } from '../../../../platform/context/context.ts';
import { unnestIds } from '../../../../platform/db/rows.ts';
import { sql } from '../../../../platform/db/sql.ts';
import { codeOf, refusalToGive } from '../../../../policies/grants.ts';
import { guardOwners } from '../../../../policies/owners.ts';
import { type LockedUser, type Outcome, partition } from './targets.ts';

/**
 * Gives users a role.
 * @param users the result of `lockUsers`
 */
export async function setRole(
  tx: WriteContext,
  users: readonly LockedUser[],
  role: Role,
): Promise<Outcome[]> {
  const mayNot = await guardOwners(tx, role === 'owner' ? [] : users);
  const { chosen, finished } = partition(users, (user) => {
    if (user.role === role) return 'unchanged';
    return codeOf(refusalToGive(tx.actor, role, user.role)) ?? (role === 'owner' ? null : mayNot(user));
  });
  if (chosen.length === 0) return finished;
  await tx.query(sql`
    UPDATE users u SET role = ${role}::role, updated_at = ${tx.now()}::timestamptz
    FROM ${unnestIds('c', chosen)} WHERE u.account_id = ${tx.accountId}::uuid AND u.id = c.id`);
  for (const { id, name, role: from } of chosen) {
    tx.record({
      type: 'user.role_changed',
      target: { type: 'user', id, name },
      user: { id, name },
      data: { changes: { role: { from, to: role } } },
    });
  }
  return [
    ...finished,
    ...chosen.map(({ id, role: was }) => ({ id, outcome: 'changed' as const, before: { role: was } })),
  ];
}
