import type { Delivery } from '@muster/contracts/people/invitations';
import { join, type Sql, sql } from '../../../platform/db/sql.ts';

/** What counts for more is shown, in whatever order it is heard of. */
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

/** The rank of a delivery state, for a statement. */
export function rankSql(status: Sql): Sql {
  const cases = Object.entries(ranks).map(([name, rank]) => sql`WHEN ${name} THEN ${rank}::int`);
  return sql`CASE ${status}::text ${join(cases, ' ')} END`;
}

/**
 * Whether a mail is still to be sent. `delayed` is our own word before it has left, and the provider's after
 * that.
 */
export function isUnsettled(email: { readonly status: Delivery; readonly sentAt: Date | null }): boolean {
  return (email.status === 'queued' || email.status === 'delayed') && email.sentAt === null;
}

/** The same for a statement about `emails e`. */
export const unsettledSql = sql`(e.status IN ('queued', 'delayed') AND e.sent_at IS NULL)`;

/** Whether a mail carries an invitation's link. */
export function isInvitation(template: string): boolean {
  return template === 'invitation' || template === 'invitation_reminder';
}

/**
 * Whether the link of a mail (`emails e`) is dead, so that sending it would only confuse: its invitation was
 * revoked or used, ran out, or a newer mail was sent.
 */
export const outdatedSql = sql`(
  e.template IN ('invitation', 'invitation_reminder') AND NOT e.is_test AND e.invitation_id IS NOT NULL
  AND NOT EXISTS (
    SELECT 1 FROM invitations i WHERE i.account_id = e.account_id AND i.id = e.invitation_id
      AND i.state = 'pending' AND i.email_id = e.id AND i.expires_at > now()))`;

/** The reason on a mail whose link was dead before it left. */
export const outdatedReason = 'superseded';

/** A provider remembers a batch's key for a day; after that, sending it again might send it twice. */
export const givingUpAfterMs = 24 * 3600 * 1000;
