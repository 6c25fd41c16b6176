import type { Delivery } from '@muster/contracts/mail/delivery';
import { join, type Sql, sql } from '../../../platform/db/sql.ts';

/** The state with the highest rank is shown, in whatever order reports arrive. */
const ranks: Readonly<Record<Delivery, number>> = {
  queued: 0,
  sent: 1,
  delayed: 2,
  delivered: 3,
  bounced: 4,
  failed: 4,
  suppressed: 4,
  complained: 5,
};

/** The rank of a delivery state, as SQL. */
export function rankSql(status: Sql): Sql {
  const cases = Object.entries(ranks).map(([name, rank]) => sql`WHEN ${name} THEN ${rank}::int`);
  return sql`CASE ${status}::text ${join(cases, ' ')} END`;
}

/**
 * Whether an e-mail is still to be sent. `delayed` is our own status before sending, and the provider's
 * afterwards.
 */
export function isUnsettled(email: { readonly status: Delivery; readonly sentAt: Date | null }): boolean {
  return (email.status === 'queued' || email.status === 'delayed') && email.sentAt === null;
}

/** The same condition as SQL, for `emails e`. */
export const unsettledSql = sql`(e.status IN ('queued', 'delayed') AND e.sent_at IS NULL)`;

/** Whether an e-mail contains an invitation link. */
export function isInvitation(template: string): boolean {
  return template === 'invitation' || template === 'invitation_reminder';
}

/**
 * Whether the link of an e-mail (`emails e`) is dead, so that sending it would only confuse: its invitation
 * was revoked, accepted or expired, or a newer e-mail was sent.
 */
export const outdatedSql = sql`(
  e.template IN ('invitation', 'invitation_reminder') AND NOT e.is_test AND e.invitation_id IS NOT NULL
  AND NOT EXISTS (
    SELECT 1 FROM invitations i WHERE i.account_id = e.account_id AND i.id = e.invitation_id
      AND i.state = 'pending' AND i.email_id = e.id AND i.expires_at > now()))`;

/** The reason recorded on an e-mail whose link was dead before it was sent. */
export const outdatedReason = 'superseded';

/** When to give up a batch. A provider remembers its key for a day; sending it later might send it twice. */
export const givingUpAfterMs = 24 * 3600 * 1000;
