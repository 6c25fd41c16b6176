import type { WriteContext } from '../../../platform/context/context.ts';
import { defineRow, unnestRows } from '../../../platform/db/rows.ts';
import { sql } from '../../../platform/db/sql.ts';

/** The values that all invitations of one call share. */
export interface Terms {
  readonly locale: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly nextReminderAt: Date | null;
}

/** An invitation with its newest link. */
export interface ToWrite {
  readonly id: string;
  readonly user: { readonly id: string };
  readonly emailId: string;
  /** SHA-256 of the link's token. */
  readonly hash: Uint8Array;
  /** The inviter. */
  readonly by: WriteContext;
}

const invitationRow = defineRow<ReturnType<typeof rowsOf>[number]>({
  id: 'id uuid',
  userId: 'user_id uuid',
  emailId: 'email_id uuid',
  hash: 'hash bytea',
  byId: 'by_id uuid',
  byName: 'by_name text',
});

function rowsOf(entries: readonly ToWrite[]) {
  return entries.map(({ id, user, emailId, hash, by }) => ({
    ...{ id, userId: user.id, emailId, hash },
    ...inviting(by),
  }));
}

// The inviter is recorded on the invitation, for a key its creator; the product itself is not.
function inviting({ actor }: WriteContext) {
  if (actor.type === 'system') return { byId: null, byName: null };
  return { byId: actor.person?.id ?? null, byName: actor.person?.name ?? actor.name };
}

/** Writes invitations, each with its link, in one statement. The users must have no live invitation. */
export function insertInvitations(tx: WriteContext, terms: Terms, entries: readonly ToWrite[]): void {
  if (entries.length === 0) return;
  tx.pipeline(sql`
    WITH new AS MATERIALIZED (SELECT * FROM ${unnestRows('n', invitationRow, rowsOf(entries))}), invited AS (
      INSERT INTO invitations (account_id, id, user_id, email_id, issued_at, expires_at, next_reminder_at,
        invited_by_id, invited_by_name, created_at, updated_at)
      SELECT ${tx.accountId}::uuid, n.id, n.user_id, n.email_id, ${terms.issuedAt}::timestamptz,
        ${terms.expiresAt}::timestamptz, ${terms.nextReminderAt}::timestamptz, n.by_id, n.by_name,
        ${tx.now()}::timestamptz, ${tx.now()}::timestamptz FROM new n
    )
    INSERT INTO invitation_tokens (token_hash, account_id, invitation_id, created_at)
    SELECT n.hash, ${tx.accountId}::uuid, n.id, ${tx.now()}::timestamptz FROM new n`);
}

/** Gives live invitations a new link and expiry, and invalidates their old links, in one statement. */
export function renewInvitations(tx: WriteContext, terms: Terms, entries: readonly ToWrite[]): void {
  if (entries.length === 0) return;
  tx.pipeline(sql`
    WITH new AS MATERIALIZED (SELECT * FROM ${unnestRows('n', invitationRow, rowsOf(entries))}), superseded AS (
      UPDATE invitation_tokens t SET superseded_at = ${tx.now()}::timestamptz FROM new n
      WHERE t.account_id = ${tx.accountId}::uuid AND t.invitation_id = n.id AND t.superseded_at IS NULL
    ), renewed AS (
      UPDATE invitations i SET delivery = 'queued', delivery_detail = NULL, email_id = n.email_id, sent_at = NULL,
        issued_at = ${terms.issuedAt}::timestamptz, expires_at = ${terms.expiresAt}::timestamptz,
        reminders_sent = 0, next_reminder_at = ${terms.nextReminderAt}::timestamptz,
        invited_by_id = coalesce(n.by_id, i.invited_by_id),
        invited_by_name = coalesce(n.by_name, i.invited_by_name), updated_at = ${tx.now()}::timestamptz
      FROM new n WHERE i.account_id = ${tx.accountId}::uuid AND i.id = n.id
    )
    INSERT INTO invitation_tokens (token_hash, account_id, invitation_id, created_at)
    SELECT n.hash, ${tx.accountId}::uuid, n.id, ${tx.now()}::timestamptz FROM new n`);
}
