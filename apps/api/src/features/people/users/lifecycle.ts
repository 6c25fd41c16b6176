import type { User } from '@muster/contracts/people/users';
import type { Role } from '@muster/contracts/permissions';
import type { User as UserRow } from '@muster/database/client';
import type { Actor } from '../../../platform/context/actor.ts';
import type { Context, TransactionContext, WriteContext } from '../../../platform/context/context.ts';
import { fail } from '../../../platform/errors.ts';
import { type Refusal, refusalToChange, refusalToGive, refuseIf } from '../../../policies/grants.ts';
import { deactivateUsers, reactivateUsers, removeUsers } from './bulk/status.ts';
import { type LockedUser, lockUsers, type Outcome } from './bulk/targets.ts';
import { getUser } from './service.ts';

/**
 * Deactivates a user: frees the seat, ends sign-ins and revokes a live invitation, all in one transaction.
 * Deactivating twice changes nothing.
 * @throws Failure `not_found`, `last_owner`, `forbidden` if the user is an owner and the caller is not
 */
export async function deactivateUser(ctx: Context, id: string): Promise<User> {
  await changeOne(ctx, id, deactivateUsers, refusalToChange);
  return getUser(ctx, id);
}

/**
 * Reactivates a user, who takes a seat again. A user who had activated is active immediately, others are
 * `added`.
 * @throws Failure `not_found`, `seat_limit_reached`, `forbidden` if the user is an owner and the caller is
 * not, `scope_not_held` if the user gets back more than the caller holds
 */
export async function reactivateUser(ctx: Context, id: string): Promise<User> {
  await changeOne(ctx, id, reactivateUsers, refusalToGive);
  return getUser(ctx, id);
}

/**
 * Removes a user from the account with their memberships, invitations and e-mails. Their audit events stay.
 * @throws Failure `not_found`, `last_owner`, `forbidden` if the user is an owner and the caller is not
 */
export async function deleteUser(ctx: Context, id: string): Promise<void> {
  await changeOne(ctx, id, removeUsers, refusalToChange);
}

type Change = (tx: WriteContext, users: readonly LockedUser[]) => Promise<Outcome[]>;

type Rule = (actor: Actor, role: Role) => Refusal | null;

/**
 * Changes one user with the same code as many. Once it answers, no process accepts the user's former sign-ins.
 * @param rule the rule about the user's role that the change follows
 */
async function changeOne(ctx: Context, id: string, change: Change, rule: Rule): Promise<void> {
  await ctx.sqlTransaction(async (tx) => {
    const users = await lockUsers(tx, [id]);
    const [user] = users;
    if (!user) fail('not_found');
    for (const outcome of await change(tx, users)) {
      if (outcome.outcome !== 'failed') continue;
      refuseIf(tx.actor, rule(tx.actor, user.role));
      fail(outcome.code);
    }
  });
  await ctx.deps.callerCache.untilExpired();
}

/** @throws Failure `not_found` */
export async function requireUser(tx: TransactionContext, id: string): Promise<UserRow> {
  const user = await tx.db.user.findUnique({ where: { accountId_id: { accountId: tx.accountId, id } } });
  return user ?? fail('not_found');
}
