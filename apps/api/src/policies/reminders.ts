import type { WriteContext } from '../platform/context/context.ts';
import { empty, type Sql, sql } from '../platform/db/sql.ts';
import { byDay } from '../platform/local-time.ts';

/**
 * Plans the next reminder of pending invitations: on the days after sending that the account chose, moved out
 * of the night in the account's time zone, and only while the link is valid. Missed reminders are skipped.
 * @param tx the transaction that changes the plan: sending, reminding, or choosing other days
 * @param which one invitation, or all of the account
 */
export async function planReminders(
  tx: WriteContext,
  which: { invitationId: string } | 'all',
): Promise<void> {
  const one = which === 'all' ? empty : sql`AND i.id = ${which.invitationId}::uuid`;
  const next = nextReminder(sql`i`, tx.now());
  await tx.query(sql`
    UPDATE invitations i SET next_reminder_at = ${next} FROM accounts a
    WHERE a.id = i.account_id AND i.account_id = ${tx.accountId}::uuid AND i.state = 'pending'
      AND i.delivery NOT IN ('bounced', 'complained', 'suppressed', 'failed') ${one}`);
}

/**
 * When the next reminder of an invitation of `accounts a` is due, as SQL; null if there is none.
 * @param invitation the alias with `issued_at` and `expires_at`
 */
export function nextReminder(invitation: Sql, now: Date): Sql {
  // A reminder that is being sent counts for its day, even if the night moved it to the next morning.
  const planned = byDay(sql`(${invitation}.issued_at + make_interval(days => d.day))`, sql`a.time_zone`);
  return sql`(
    SELECT min(planned.at) FROM unnest(a.invitation_reminder_days) AS d(day),
      LATERAL (SELECT ${planned} AS at) AS planned
    WHERE planned.at > ${now}::timestamptz AND planned.at < ${invitation}.expires_at)`;
}
