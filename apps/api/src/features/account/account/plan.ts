import type { Context } from '../../../platform/context/context.ts';

/**
 * Sets the seat limit of an account's plan. A limit below the seats in use keeps all users and blocks new
 * ones.
 * @param ctx the operator's context in the account
 * @param seatLimit number of seats, or null for no limit
 * @returns the new plan
 */
export async function setPlan(ctx: Context, seatLimit: number | null) {
  return ctx.transaction(async (tx) => {
    const before = await tx.db.account.findUniqueOrThrow({ where: { id: ctx.accountId } });
    const account = await tx.db.account.update({ where: { id: ctx.accountId }, data: { seatLimit } });
    tx.record({
      type: 'account.plan_changed',
      target: { type: 'account', id: account.id, name: account.name },
      data: { seatLimit: { from: before.seatLimit, to: seatLimit } },
    });
    return { id: account.id, name: account.name, seatLimit, seatsUsed: account.seatsUsed };
  });
}
