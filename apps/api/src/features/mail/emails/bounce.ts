import type { TransactionContext } from '../../../platform/context/context.ts';
import { isInvitation } from './delivery.ts';

/** A mail that came back. */
interface BouncedEmail {
  readonly id: string;
  readonly userId: string;
  readonly invitationId: string | null;
  readonly template: string;
  readonly to: string;
  readonly detail: string | null;
}

/**
 * Tells the admins that somebody cannot be reached, and stops reminding them. Nothing happens when the
 * invitation was settled meanwhile, or a newer mail of it is under way: then it is an old address, or an old
 * story.
 */
export async function tellOfBounce(tx: TransactionContext, email: BouncedEmail): Promise<void> {
  if (email.invitationId === null || !isInvitation(email.template)) return;
  const isCurrent = await stopReminders(tx, { id: email.id, invitationId: email.invitationId });
  if (!isCurrent) return;
  const user = await tx.db.user.findUniqueOrThrow({
    where: { accountId_id: { accountId: tx.accountId, id: email.userId } },
    select: { id: true, name: true },
  });
  const reason = email.detail ?? '';
  const event = tx.record({
    type: 'invitation.bounced',
    target: { type: 'invitation', id: email.invitationId, name: user.name },
    user,
    data: { to: email.to, reason },
  });
  tx.notifyAdmins(event, {
    template: 'invitation_bounced',
    variables: {
      'user.name': user.name,
      'user.email': email.to,
      reason,
      user_url: `${tx.deps.config.publicUrl}/users/${user.id}`,
    },
  });
}

/**
 * Reminds nobody any more who cannot be reached, or who called our mail spam.
 * @returns whether the invitation is pending and this mail its latest one
 */
export async function stopReminders(
  tx: TransactionContext,
  email: { id: string; invitationId: string },
): Promise<boolean> {
  const { count } = await tx.db.invitation.updateMany({
    where: { id: email.invitationId, emailId: email.id, state: 'pending' },
    data: { nextReminderAt: null },
  });
  return count > 0;
}
