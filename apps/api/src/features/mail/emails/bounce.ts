import type { TransactionContext } from '../../../platform/context/context.ts';
import { isInvitation } from './delivery.ts';

/** A bounced e-mail. */
interface BouncedEmail {
  readonly id: string;
  readonly userId: string;
  readonly invitationId: string | null;
  readonly template: string;
  readonly to: string;
  readonly detail: string | null;
}

/**
 * Notifies the admins of an unreachable address and stops its reminders. Does nothing if the invitation is
 * settled or has a newer e-mail: then the address or the report is outdated.
 */
export async function notifyOfBounce(tx: TransactionContext, email: BouncedEmail): Promise<void> {
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
 * Stops reminders to an address that cannot be reached or that reported our e-mail as spam.
 * @returns whether the invitation is pending and this is its latest e-mail
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
