import type { User } from '@muster/contracts/users';
import type { User as UserRow } from '@muster/database/client';
import { type Context, requirePermission, type TransactionContext } from '../../platform/context.ts';
import { fail } from '../../platform/errors.ts';
import { freeSeats, lockAccount, takeSeats } from '../account/index.ts';
import { lockUser, revokeLiveInvitation } from '../invitations/index.ts';
import { getUser } from './service.ts';

/**
 * Deactivates a user: the seat is free, sign-ins end and a live invitation is revoked, all in one transaction.
 * Deactivating twice changes nothing.
 * @throws Failure `not_found`, `last_owner`, `forbidden` when somebody who is no owner deactivates one
 */
export async function deactivateUser(ctx: Context, id: string): Promise<User> {
  await ctx.transaction(async (tx) => {
    const user = await lockForChange(tx, id);
    if (user.status === 'deactivated') return;
    await refuseLastOwner(tx, user);
    const now = tx.now();
    const person = { id, name: user.name };
    await tx.db.user.update({
      where: { accountId_id: { accountId: tx.accountId, id } },
      data: { status: 'deactivated', deactivatedAt: now },
    });
    await freeSeats(tx, 1);
    await tx.db.signIn.updateMany({ where: { userId: id, endedAt: null }, data: { endedAt: now } });
    await revokeLiveInvitation(tx, person);
    tx.record({ type: 'user.deactivated', target: { type: 'user', ...person }, user: person });
  });
  return getUser(ctx, id);
}

/**
 * Reactivates a user: takes a seat again. Who had activated is active at once, others are `added`.
 * @throws Failure `not_found`, `seat_limit_reached`, `forbidden` when somebody who is no owner reactivates one
 */
export async function reactivateUser(ctx: Context, id: string): Promise<User> {
  await ctx.transaction(async (tx) => {
    const user = await lockForChange(tx, id);
    if (user.status !== 'deactivated') return;
    await takeSeats(tx, 1);
    const status = user.identityId === null ? 'added' : 'active';
    await tx.db.user.update({
      where: { accountId_id: { accountId: tx.accountId, id } },
      data: { status, deactivatedAt: null },
    });
    const person = { id, name: user.name };
    tx.record({
      type: 'user.reactivated',
      target: { type: 'user', ...person },
      user: person,
      data: { status },
    });
  });
  return getUser(ctx, id);
}

/**
 * Removes a user from the account with their memberships, invitations and mails. What the audit log says about them
 * stays.
 * @throws Failure `not_found`, `last_owner`, `forbidden` when somebody who is no owner removes one
 */
export async function deleteUser(ctx: Context, id: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    const user = await lockForChange(tx, id);
    if (user.status !== 'deactivated') {
      await refuseLastOwner(tx, user);
      await freeSeats(tx, 1);
    }
    await tx.db.user.delete({ where: { accountId_id: { accountId: tx.accountId, id } } });
    const person = { id, name: user.name };
    const data = { email: user.emailDisplay };
    tx.record({ type: 'user.removed', target: { type: 'user', ...person }, user: person, data });
  });
}

/** Locks account, then user: always in this order, so that no two of these wait for each other. */
async function lockForChange(tx: TransactionContext, id: string): Promise<UserRow> {
  await lockAccount(tx);
  await lockUser(tx, id);
  const user = await requireUser(tx, id);
  if (user.role === 'owner') requirePermission(tx.actor, 'owners:write');
  return user;
}

/** @throws Failure `not_found` */
export async function requireUser(tx: TransactionContext, id: string): Promise<UserRow> {
  const user = await tx.db.user.findUnique({ where: { accountId_id: { accountId: tx.accountId, id } } });
  return user ?? fail('not_found');
}

/**
 * Refuses to take away the account's last active owner. The caller holds the lock on the account.
 * @throws Failure `last_owner`
 */
export async function refuseLastOwner(tx: TransactionContext, user: UserRow): Promise<void> {
  if (user.role !== 'owner') return;
  const others = await tx.db.user.count({ where: { role: 'owner', status: 'active', NOT: { id: user.id } } });
  if (others === 0) fail('last_owner');
}
