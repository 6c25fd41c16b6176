import type { TransactionContext } from '../../../platform/context/context.ts';
import { sql } from '../../../platform/db/sql.ts';
import { issueInvitation } from './issue.ts';
import { lockUser } from './service.ts';

/**
 * Sends the person of a pending invitation a new link because they asked for it, at most once in ten minutes.
 * @param tx a transaction in the invitation's account, on behalf of the system
 */
export async function renewOnRequest(
  tx: TransactionContext,
  { userId, invitationId }: { userId: string; invitationId: string },
): Promise<void> {
  const user = await lockUser(tx, userId);
  const granted = await tx.db.$queryRaw<unknown[]>(sql`
    UPDATE invitations SET link_requested_at = now()
    WHERE account_id = ${tx.accountId}::uuid AND id = ${invitationId}::uuid AND state = 'pending'
      AND (link_requested_at IS NULL OR link_requested_at < now() - interval '10 minutes')
    RETURNING id`);
  if (granted.length === 0) return;
  const target = { type: 'invitation' as const, id: invitationId, name: user.name };
  tx.record({ type: 'invitation.link_requested', target, user: { id: user.id, name: user.name } });
  await issueInvitation(tx, user);
}
