import type { Seats } from '@muster/contracts/account/account';
import type { Context, WriteContext } from '../platform/context/context.ts';
import { sql } from '../platform/db/sql.ts';
import { fail } from '../platform/errors.ts';

/**
 * Takes seats; no other code does. One statement locks the account's row, checks the limit and counts, so
 * that the limit holds for any number of concurrent calls.
 * @param tx the transaction that adds or reactivates the users
 * @param count how many seats
 * @throws Failure `seat_limit_reached` if fewer are free
 */
export async function takeSeats(tx: WriteContext, count: number): Promise<void> {
  if ((await take(tx, count, true)) < count) fail('seat_limit_reached');
}

/**
 * Takes as many seats as are free, at most `count`.
 * @param tx the transaction that adds or reactivates the users
 * @returns how many were taken
 */
export function takeSeatsUpTo(tx: WriteContext, count: number): Promise<number> {
  return take(tx, count, false);
}

interface Taken {
  name: string;
  isFull: boolean;
  limit: number | null;
  taken: number;
}

async function take(tx: WriteContext, count: number, isAllOrNothing: boolean): Promise<number> {
  const [taken] = await tx.query<Taken>(sql`
    WITH account AS (
      SELECT id, CASE WHEN seat_limit IS NULL THEN ${count}::int
        ELSE least(${count}::int, greatest(seat_limit - seats_used, 0)) END AS free
      FROM accounts WHERE id = ${tx.accountId}::uuid FOR NO KEY UPDATE
    )
    UPDATE accounts a SET seats_used = a.seats_used + c.free FROM account c
    WHERE a.id = c.id AND (c.free = ${count}::int OR NOT ${isAllOrNothing}::boolean)
    RETURNING a.name, a.seat_limit AS "limit", c.free AS taken,
      coalesce(a.seats_used >= a.seat_limit, false) AS "isFull"`);
  if (!taken) return 0;
  if (taken.isFull && taken.taken > 0) notifySeatsAreTaken(tx, taken);
  return taken.taken;
}

function notifySeatsAreTaken(tx: WriteContext, { name, limit }: { name: string; limit: number | null }) {
  const event = tx.record({
    type: 'account.seat_limit_reached',
    target: { type: 'account', id: tx.accountId, name },
    data: { limit },
  });
  tx.notifyAdmins(event, {
    template: 'seat_limit_reached',
    variables: { seat_limit: String(limit), users_url: `${tx.deps.config.publicUrl}/users` },
  });
}

/**
 * Frees seats.
 * @param tx the transaction that deactivates or removes the users
 */
export async function freeSeats(tx: WriteContext, count: number): Promise<void> {
  if (count === 0) return;
  await tx.query(sql`
    UPDATE accounts SET seats_used = seats_used - ${count} WHERE id = ${tx.accountId}::uuid`);
}

/** Locks the account's row, so that rules over several of its users (seats, last owner) are checked one at a time. */
export async function lockAccount(tx: WriteContext): Promise<void> {
  await tx.query(sql`SELECT id FROM accounts WHERE id = ${tx.accountId}::uuid FOR NO KEY UPDATE`);
}

interface SeatsRow {
  limit: number | null;
  used: number;
  total: number;
  added: number;
  invited: number;
  deactivated: number;
}

/**
 * The seats of the account: limit, used and free. Most users are active, so only the others are counted, and
 * the rest is active.
 */
export async function getSeats(ctx: Context): Promise<Seats> {
  const [row] = await ctx.query<SeatsRow>(sql`
    SELECT a.seat_limit AS "limit", a.seats_used AS used, a.users_total AS total, c.*
    FROM accounts a, LATERAL (
      SELECT (count(*) FILTER (WHERE status = 'added'))::int AS added,
        (count(*) FILTER (WHERE status = 'invited'))::int AS invited,
        (count(*) FILTER (WHERE status = 'deactivated'))::int AS deactivated
      FROM users WHERE account_id = a.id AND status IN ('added', 'invited', 'deactivated')
    ) c WHERE a.id = ${ctx.accountId}::uuid`);
  const { limit, used, total, added, invited, deactivated } = row ?? fail('not_found');
  const available = limit === null ? null : Math.max(0, limit - used);
  return {
    limit,
    used,
    available,
    byStatus: { added, invited, active: total - added - invited - deactivated },
  };
}
