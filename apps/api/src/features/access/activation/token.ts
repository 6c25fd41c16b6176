import type { PublicContext, WriteContext } from '../../../platform/context/context.ts';
import { hashToken } from '../../../platform/crypto/tokens.ts';
import { acrossAccounts } from '../../../platform/db/across-accounts.ts';
import { empty, type Query, type Sql, sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';

/** The invitation of an activation token. */
export interface FoundInvitation {
  accountId: string;
  invitationId: string;
  userId: string;
  state: 'pending' | 'accepted' | 'revoked';
  isExpired: boolean;
  isSuperseded: boolean;
  expiresAt: Date;
  invitedByName: string | null;
  userStatus: string;
}

/**
 * Finds the invitation of a token across all accounts; the token is the proof. Reads only.
 * @throws Failure `invitation_not_found`
 */
export function findByToken({ deps }: PublicContext, token: string): Promise<FoundInvitation> {
  return find(acrossAccounts(deps, 'the invitation of an activation token').queryByKey, token);
}

/**
 * Finds the invitation of a token again, in the transaction that accepts it.
 * @throws Failure `invitation_not_found`
 */
export function refindByToken({ query, accountId }: WriteContext, token: string): Promise<FoundInvitation> {
  return find(query, token, sql`AND t.account_id = ${accountId}::uuid`);
}

async function find(query: Query, token: string, narrowing: Sql = empty): Promise<FoundInvitation> {
  const [found] = await query<FoundInvitation>(sql`
    SELECT i.account_id AS "accountId", i.id AS "invitationId", i.user_id AS "userId", i.state::text,
      i.expires_at <= now() AS "isExpired", t.superseded_at IS NOT NULL AS "isSuperseded",
      i.expires_at AS "expiresAt", i.invited_by_name AS "invitedByName", u.status::text AS "userStatus"
    FROM invitation_tokens t
    JOIN invitations i ON i.account_id = t.account_id AND i.id = t.invitation_id
    JOIN users u ON u.account_id = i.account_id AND u.id = i.user_id
    WHERE t.token_hash = ${hashToken(token)} ${narrowing}`);
  return found ?? fail('invitation_not_found');
}

/**
 * Refuses an invitation that can no longer be accepted, with the reason.
 * @throws Failure `invitation_used`, `invitation_revoked`, `invitation_superseded`, `invitation_expired`
 */
export function refuseUnlessOpen(found: FoundInvitation): void {
  if (found.state === 'accepted') fail('invitation_used');
  if (found.state === 'revoked') fail('invitation_revoked');
  if (found.isSuperseded) fail('invitation_superseded');
  if (found.isExpired) fail('invitation_expired');
}
