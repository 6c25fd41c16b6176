import type { User } from '@muster/contracts/people/users';
import type { User as UserRow } from '@muster/database/client';
import type { Context, TransactionContext, WriteContext } from '../../../platform/context/context.ts';
import { fail } from '../../../platform/errors.ts';
import { deactivateUsers, reactivateUsers, removeUsers } from './bulk/status.ts';
import { type LockedUser, lockUsers, type Outcome } from './bulk/targets.ts';
import { getUser } from './service.ts';

/**
 * Deactivates a user: frees the seat, ends sign-ins and revokes a live invitation, all in one transaction.
 * Deactivating twice changes nothing.
 * @throws Failure `not_found`, `last_owner`, `forbidden` if the user is an owner and the caller is not
 */
export async function deactivateUser(ctx: Context, id: string): Promise<User> {
  await changeOne(ctx, id, deactivateUsers);
  return getUser(ctx, id);
}

/**
 * Reactivates a user, who takes a seat again. A user who had activated is active immediately, others are
 * `added`.
 * @throws Failure `not_found`, `seat_limit_reached`, `forbidden` if the user is an owner and the caller is
 * not
 */
export async function reactivateUser(ctx: Context, id: string): Promise<User> {
  await changeOne(ctx, id, reactivateUsers);
  return getUser(ctx, id);
}

/**
 * Removes a user from the account with their memberships, invitations and e-mails. Their audit events stay.
 * @throws Failure `not_found`, `last_owner`, `forbidden` if the user is an owner and the caller is not
 */
export async function deleteUser(ctx: Context, id: string): Promise<void> {
  await changeOne(ctx, id, removeUsers);
}

type Change = (tx: WriteContext, users: readonly LockedUser[]) => Promise<Outcome[]>;

/** Changes one user with the same code as many. */
async function changeOne(ctx: Context, id: string, change: Change): Promise<void> {
  await ctx.sqlTransaction(async (tx) => {
    const users = await lockUsers(tx, [id]);
    if (users.length === 0) fail('not_found');
    for (const outcome of await change(tx, users)) if (outcome.outcome === 'failed') fail(outcome.code);
  });
}

/** @throws Failure `not_found` */
export async function requireUser(tx: TransactionContext, id: string): Promise<UserRow> {
  const user = await tx.db.user.findUnique({ where: { accountId_id: { accountId: tx.accountId, id } } });
  return user ?? fail('not_found');
}
