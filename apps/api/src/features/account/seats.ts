import type { Seats } from '@muster/contracts/account';
import type { Context, TransactionContext } from '../../platform/context.ts';
import { fail } from '../../platform/errors.ts';
import { sql } from '../../platform/sql.ts';

/**
 * Takes seats: the only way any user comes to hold one. One statement locks the account's row, checks the limit and
 * counts, so that however many come at once the limit holds.
 * @param tx the transaction that adds or reactivates the users
 * @param count how many seats
 * @throws Failure `seat_limit_reached` when fewer are free
 */
export async function takeSeats(tx: TransactionContext, count: number): Promise<void> {
  const [taken] = await tx.db.$queryRaw<{ name: string; isFull: boolean; limit: number | null }[]>(sql`
    UPDATE accounts SET seats_used = seats_used + ${count}
    WHERE id = ${tx.accountId}::uuid AND (seat_limit IS NULL OR seats_used + ${count} <= seat_limit)
    RETURNING name, seat_limit AS "limit", coalesce(seats_used >= seat_limit, false) AS "isFull"`);
  if (!taken) return fail('seat_limit_reached');
  if (taken.isFull && count > 0) tellSeatsAreTaken(tx, taken);
}

function tellSeatsAreTaken(tx: TransactionContext, { name, limit }: { name: string; limit: number | null }) {
  const eventId = tx.record({
    type: 'account.seat_limit_reached',
    target: { type: 'account', id: tx.accountId, name },
    data: { limit },
  });
  tx.notifyAdmins(eventId, {
    template: 'seat_limit_reached',
    variables: { seat_limit: String(limit), users_url: `${tx.deps.config.publicUrl}/users` },
  });
}

/**
 * Gives seats back.
 * @param tx the transaction that deactivates or removes the users
 */
export async function freeSeats(tx: TransactionContext, count: number): Promise<void> {
  await tx.db.$executeRaw(sql`
    UPDATE accounts SET seats_used = seats_used - ${count} WHERE id = ${tx.accountId}::uuid`);
}

/** Locks the account's row, so that rules over several of its users (seats, last owner) are checked one at a time. */
export async function lockAccount(tx: TransactionContext): Promise<void> {
  await tx.db.$queryRaw(sql`SELECT id FROM accounts WHERE id = ${tx.accountId}::uuid FOR NO KEY UPDATE`);
}

/** Seats of the account: limit, used and free. */
export async function getSeats(ctx: Context): Promise<Seats> {
  const [[account], counts] = await Promise.all([
    ctx.select<{ limit: number | null; used: number }>(sql`
      SELECT seat_limit AS "limit", seats_used AS used FROM accounts WHERE id = ${ctx.accountId}::uuid`),
    ctx.select<{ status: 'added' | 'invited' | 'active'; count: number }>(sql`
      SELECT status::text, count(*)::int AS count FROM users
      WHERE account_id = ${ctx.accountId}::uuid AND status <> 'deactivated' GROUP BY status`),
  ]);
  const { limit, used } = account ?? fail('not_found');
  const byStatus = { added: 0, invited: 0, active: 0 };
  for (const { status, count } of counts) byStatus[status] = count;
  return { limit, used, available: limit === null ? null : Math.max(0, limit - used), byStatus };
}
