import type { Email } from '@muster/database/client';
import type { Context } from '../../platform/context.ts';
import { newId } from '../../platform/crypto/tokens.ts';
import type { DeliveryResult } from '../../platform/email/transports/transport.ts';

/**
 * Writes down how an attempt went: on the mail, in its history, and on the invitation whose latest mail it is. Once
 * the mail has left, its content is forgotten.
 * @param ctx the product's own context in the mail's account
 * @param email the mail as read before the attempt
 */
export async function settle(ctx: Context, email: Email, result: DeliveryResult): Promise<void> {
  const status = result.outcome === 'retry' ? 'delayed' : result.outcome;
  const detail = result.outcome === 'sent' ? null : result.reason.slice(0, 500);
  await ctx.transaction(async (tx) => {
    const now = tx.now();
    // Another worker may have been faster; what is final stays.
    const changed = await tx.db.email.updateMany({
      where: { id: email.id, status: { in: ['queued', 'delayed'] } },
      data: {
        status,
        attempts: { increment: 1 },
        ...(status === 'delayed' ? {} : { sealed: null }),
        ...(result.outcome === 'sent' ? { sentAt: now, providerId: result.providerId } : {}),
      },
    });
    if (changed.count === 0) return;
    await tx.db.emailEvent.create({
      data: { accountId: tx.accountId, id: newId(), emailId: email.id, type: status, at: now, detail },
    });
    if (email.invitationId === null) return;
    await tx.db.invitation.updateMany({
      where: { id: email.invitationId, emailId: email.id },
      data: {
        delivery: status,
        deliveryDetail: detail,
        ...(result.outcome === 'sent' ? { sentAt: now } : {}),
      },
    });
    tx.announce('users.changed');
    tx.announce('invitations.changed');
  });
}
