import type { WriteContext } from '../../../platform/context/context.ts';
import { defineRow, unnestIds, unnestRows } from '../../../platform/db/rows.ts';
import { sql } from '../../../platform/db/sql.ts';
import { nextReminder } from '../../../policies/reminders.ts';
import { type Invitee, issueInvitations } from './issue.ts';

/** A user without a live invitation, and the revoked one that they get back. */
export interface ToRestore {
  readonly user: Invitee;
  readonly invitationId: string;
}

const restoredRow = defineRow<{ id: string; userId: string }>({ id: 'id uuid', userId: 'user_id uuid' });

/**
 * Makes revoked invitations pending again: their links work until they expire. An invitation whose e-mail was not sent
 * because of the revocation is sent now. Users who have another invitation keep that one.
 * @param tx the transaction that undoes the revocation; it has locked the users
 */
export async function restoreInvitations(tx: WriteContext, entries: readonly ToRestore[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ user, invitationId }) => ({ id: invitationId, userId: user.id }));
  const restored = await tx.query<{ id: string; userId: string; isUnsent: boolean }>(sql`
    UPDATE invitations i SET state = 'pending', revoked_at = NULL, next_reminder_at = ${nextReminder(sql`i`, tx.now())},
      updated_at = ${tx.now()}::timestamptz
    FROM accounts a, ${unnestRows('w', restoredRow, rows)}
    WHERE a.id = i.account_id AND i.account_id = ${tx.accountId}::uuid AND i.id = w.id AND i.user_id = w.user_id
      AND i.state = 'revoked' AND NOT EXISTS (
        SELECT 1 FROM invitations o WHERE o.account_id = i.account_id AND o.user_id = i.user_id AND o.state = 'pending')
    RETURNING i.id, i.user_id AS "userId", EXISTS (
      SELECT 1 FROM emails e WHERE e.account_id = i.account_id AND e.id = i.email_id AND e.status = 'failed') AS "isUnsent"`);
  if (restored.length === 0) return;
  const users = new Map(entries.map(({ user }) => [user.id, user]));
  const invited = restored.flatMap(({ userId }) => users.get(userId) ?? []);
  await tx.query(sql`
    UPDATE users u SET status = 'invited' FROM ${unnestIds('w', invited)}
    WHERE u.account_id = ${tx.accountId}::uuid AND u.id = w.id AND u.status = 'added'`);
  for (const { id, userId } of restored) {
    const name = users.get(userId)?.name ?? '';
    tx.record({
      type: 'invitation.restored',
      target: { type: 'invitation', id, name },
      user: { id: userId, name },
    });
  }
  const unsent = restored.flatMap(({ userId, isUnsent }) => (isUnsent ? (users.get(userId) ?? []) : []));
  if (unsent.length > 0) await issueInvitations(tx, unsent);
}
