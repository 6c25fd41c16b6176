import type { Context, TransactionContext } from '../../../platform/context/context.ts';
import { fail } from '../../../platform/errors.ts';
import { addMemberships, removeMemberships } from '../groups/index.ts';

/**
 * Adds a user to a group; does nothing if they are a member.
 * @throws Failure `not_found` for the user or the group
 */
export async function addUserToGroup(ctx: Context, id: string, groupId: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    const { user, group } = await requireBoth(tx, id, groupId);
    await addMemberships(tx, [group], [user]);
  });
}

/**
 * Removes a user from a group; does nothing if they are not a member.
 * @throws Failure `not_found` for the user or the group
 */
export async function removeUserFromGroup(ctx: Context, id: string, groupId: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    const { user, group } = await requireBoth(tx, id, groupId);
    await removeMemberships(tx, [group], [user]);
  });
}

async function requireBoth(tx: TransactionContext, id: string, groupId: string) {
  const select = { id: true, name: true } as const;
  const { accountId } = tx;
  const user = await tx.db.user.findUnique({ where: { accountId_id: { accountId, id } }, select });
  const group = await tx.db.group.findUnique({ where: { accountId_id: { accountId, id: groupId } }, select });
  if (!user || !group) fail('not_found');
  return { user, group };
}
