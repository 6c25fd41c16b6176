import type { Context, TransactionContext } from '../../../../platform/context/context.ts';
import { type Sql, sql } from '../../../../platform/db/sql.ts';
import { isWaitingSql } from '../../../../platform/outgoing/email-lanes.ts';
import { newDaySql, today } from './standing.ts';

/** Why an account's bulk mail is paused. */
export type PauseReason = 'bounces' | 'complaints';

/** Fewer than this many are never too many; above it, the share of what was sent counts. */
export const thresholds = {
  bounces: { atLeast: 20, percent: 10 },
  complaints: { atLeast: 5, percent: 0.5 },
} as const;

interface Counts {
  sent: number;
  bounced: number;
  complained: number;
  isPaused: boolean;
}

/**
 * Counts e-mails that bounced or were reported as spam. Too many pause the account's bulk mail: what waits is
 * held, and admins are notified.
 */
export async function countTrouble(
  tx: TransactionContext,
  reason: PauseReason,
  count: number,
): Promise<void> {
  if (count === 0) return;
  const column = reason === 'bounces' ? sql`bounced` : sql`complained`;
  const counts = await addTo(tx, column, count);
  const problems = reason === 'bounces' ? counts.bounced : counts.complained;
  const { atLeast, percent } = thresholds[reason];
  const sent = Math.max(counts.sent, problems);
  if (counts.isPaused || problems < atLeast || problems * 100 <= sent * percent) return;
  await pause(tx, reason, { problems, sent });
}

async function addTo(tx: TransactionContext, column: Sql, count: number): Promise<Counts> {
  const day = today(tx.deps);
  await tx.query(sql`
    INSERT INTO account_sending AS s (account_id, day) VALUES (${tx.accountId}::uuid, ${day})
    ON CONFLICT (account_id) DO UPDATE SET ${newDaySql(day)},
      admitted = CASE WHEN s.day = ${day} THEN s.admitted ELSE 0 END`);
  const [counts] = await tx.query<Counts>(sql`
    UPDATE account_sending s SET ${column} = s.${column} + ${count}::int WHERE s.account_id = ${tx.accountId}::uuid
    RETURNING s.sent, s.bounced, s.complained, s.paused_at IS NOT NULL AS "isPaused"`);
  if (!counts) throw new Error('The account of an e-mail is gone.');
  return counts;
}

async function pause(
  tx: TransactionContext,
  reason: PauseReason,
  { problems, sent }: { problems: number; sent: number },
): Promise<void> {
  await tx.query(sql`
    UPDATE account_sending SET paused_at = ${tx.now()}::timestamptz, pause_reason = ${reason}
    WHERE account_id = ${tx.accountId}::uuid`);
  await tx.query(sql`
    UPDATE emails e SET is_held = true, turn = NULL
    WHERE e.account_id = ${tx.accountId}::uuid AND e.lane = 'bulk' AND ${isWaitingSql}`);
  const { id, name } = await tx.db.account.findUniqueOrThrow({ where: { id: tx.accountId } });
  tx.deps.log.warn({ accountId: id, name, reason, problems, sent }, 'the bulk mail of an account is paused');
  const event = tx.record({
    type: 'email.bulk_paused',
    target: { type: 'account', id, name },
    data: { reason, problems, sent },
  });
  tx.notifyAdmins(event, {
    template: 'bulk_mail_paused',
    variables: {
      problem_count: String(problems),
      sent_count: String(sent),
      outbox_url: `${tx.deps.config.publicUrl}/notification-settings/outbox`,
    },
  });
}

/**
 * Lifts the limit of a new account and a pause. What was held leaves.
 * @param ctx the operator's context in the account
 */
export async function trustAccount(ctx: Context): Promise<void> {
  await ctx.transaction(async (tx) => {
    const { id, name } = await tx.db.account.findUniqueOrThrow({ where: { id: tx.accountId } });
    await tx.query(sql`
      UPDATE account_sending SET is_limited = false, paused_at = NULL, pause_reason = NULL, bounced = 0,
        complained = 0
      WHERE account_id = ${tx.accountId}::uuid`);
    tx.record({ type: 'email.limit_lifted', target: { type: 'account', id, name } });
    tx.announce('emails.changed');
  });
}
