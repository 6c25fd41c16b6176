import type { Outbox } from '@muster/contracts/mail/emails';
import type { Context } from '../../../../platform/context/context.ts';
import { acrossAccounts } from '../../../../platform/db/across-accounts.ts';
import { sql } from '../../../../platform/db/sql.ts';
import { isWaitingSql, mostCounted } from '../../../../platform/outgoing/email-lanes.ts';
import { activatedSql, activationsNeeded, admittedTodaySql, isTrustedSql, today } from './standing.ts';

interface Waiting {
  waiting: number;
  held: number;
  /** The account's e-mail that leaves last. */
  lane: string | null;
  turn: string | null;
}

interface Standing {
  isLimited: boolean;
  usedToday: number;
  activated: number;
  pausedAt: Date | null;
  pauseReason: 'bounces' | 'complaints' | null;
}

/** What of the account waits to be sent, for how long, and why. */
export async function getOutbox(ctx: Context): Promise<Outbox> {
  const { accountId, deps } = ctx;
  const perDay = deps.config.mail.newAccountDailyEmails;
  const [[found], [standing]] = await Promise.all([
    ctx.query<Waiting>(sql`
      SELECT w.waiting, h.held, l.lane, l.turn FROM (
        SELECT count(*)::int AS waiting FROM (
          SELECT 1 FROM emails e WHERE e.account_id = ${accountId}::uuid AND ${isWaitingSql}
          LIMIT ${mostCounted}) counted) w
      CROSS JOIN (
        SELECT count(*)::int AS held FROM (
          SELECT 1 FROM emails e WHERE e.account_id = ${accountId}::uuid AND e.is_held LIMIT ${mostCounted}) counted) h
      LEFT JOIN (
        SELECT e.lane::text, e.turn::text FROM emails e
        WHERE e.account_id = ${accountId}::uuid AND ${isWaitingSql}
        ORDER BY e.lane DESC, e.turn DESC LIMIT 1) l ON true`),
    ctx.query<Standing>(sql`
      SELECT s.is_limited AND NOT ${isTrustedSql} AS "isLimited", ${admittedTodaySql(today(deps))} AS "usedToday",
        ${activatedSql} AS activated, s.paused_at AS "pausedAt", s.pause_reason AS "pauseReason"
      FROM account_sending s WHERE s.account_id = ${accountId}::uuid`),
  ]);
  const { waiting = 0, held = 0, lane = null, turn = null } = found ?? {};
  const ahead = lane === null ? 0 : await countUpTo(ctx, lane, turn ?? '0');
  const { isLimited = false, usedToday = 0, activated = 0, pausedAt = null, pauseReason } = standing ?? {};
  return {
    waiting,
    secondsLeft: waiting === 0 ? null : Math.ceil(ahead / deps.emailTransport.mailsPerSecond()),
    held,
    limit: isLimited
      ? { perDay, usedToday, resetsAt: tomorrow(ctx.now()), activated, activationsNeeded }
      : null,
    pause: pausedAt && pauseReason ? { reason: pauseReason, since: pausedAt } : null,
  };
}

/** How many e-mails of any account leave before and with one. */
async function countUpTo({ deps }: Context, lane: string, turn: string): Promise<number> {
  const { query } = acrossAccounts(deps, 'how many e-mails leave before those of an account');
  const [row] = await query<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM emails e WHERE ${isWaitingSql} AND (e.lane, e.turn) <= (${lane}::email_lane, ${turn}::bigint)
      LIMIT ${mostCounted}) ahead`);
  return row?.count ?? 0;
}

/** The start of the next day, in UTC. */
function tomorrow(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
}
