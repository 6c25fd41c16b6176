import type { WriteContext } from '../../../platform/context/context.ts';
import { sql } from '../../../platform/db/sql.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * Revokes a user's live invitation, if there is one.
 * @returns whether there was one
 */
export async function revokeLiveInvitation(tx: WriteContext, user: Named): Promise<boolean> {
  return (await revokeLiveInvitations(tx, [user])).size > 0;
}

/**
 * Revokes the live invitations of users, in one statement.
 * @returns the revoked invitations, by user id
 */
export async function revokeLiveInvitations(
  tx: WriteContext,
  users: readonly Named[],
): Promise<ReadonlyMap<string, string>> {
  const revoked = await tx.query<{ id: string; userId: string }>(sql`
    UPDATE invitations SET state = 'revoked', revoked_at = ${tx.now()}::timestamptz, next_reminder_at = NULL,
      updated_at = ${tx.now()}::timestamptz
    WHERE account_id = ${tx.accountId}::uuid AND user_id = ANY(${users.map(({ id }) => id)}::uuid[])
      AND state = 'pending'
    RETURNING id, user_id AS "userId"`);
  const names = new Map(users.map(({ id, name }) => [id, name]));
  for (const { id, userId } of revoked) {
    const name = names.get(userId) ?? '';
    const user = { id: userId, name };
    tx.record({ type: 'invitation.revoked', target: { type: 'invitation', id, name }, user });
  }
  return new Map(revoked.map(({ id, userId }) => [userId, id]));
}
