import { defined } from '@muster/contracts/kit/defined';
import type { Database } from '@muster/database/client';
import Bowser from 'bowser';
import type { PublicContext, WriteContext } from '../../../platform/context/context.ts';
import { mintToken, newId } from '../../../platform/crypto/tokens.ts';
import { sql } from '../../../platform/db/sql.ts';
import { refreshLifetimeMs, type StartedSignIn } from '../../../platform/http/access/cookies.ts';

/**
 * Starts a sign-in of an identity as one of its users: writes the row, the first refresh token and the user's
 * last login.
 * @param tx a transaction in the user's account
 */
export function startSignIn(tx: WriteContext, who: { identityId: string; userId: string }): StartedSignIn {
  const now = tx.now();
  const signInId = newId();
  const { token, hash } = mintToken();
  const { accountId } = tx;
  const { identityId, userId } = who;
  const device = deviceName(tx.request.userAgent);
  const expiresAt = new Date(now.getTime() + refreshLifetimeMs);
  tx.pipeline(sql`
    WITH started AS (
      INSERT INTO sign_ins (id, account_id, identity_id, user_id, device, ip_address, created_at, last_seen_at, expires_at)
      VALUES (${signInId}::uuid, ${accountId}::uuid, ${identityId}::uuid, ${userId}::uuid, ${device},
        ${tx.request.ipAddress ?? ''}, ${now}::timestamptz, ${now}::timestamptz, ${expiresAt}::timestamptz)
    ), token AS (
      INSERT INTO refresh_tokens (token_hash, sign_in_id, created_at)
      VALUES (decode(${Buffer.from(hash).toString('hex')}, 'hex'), ${signInId}::uuid, ${now}::timestamptz)
    )
    UPDATE users SET last_login_at = ${now}::timestamptz, updated_at = ${now}::timestamptz
    WHERE account_id = ${accountId}::uuid AND id = ${userId}::uuid`);
  return { identityId: who.identityId, signInId, refreshToken: token };
}

/**
 * Ends sign-ins of an identity in all accounts.
 * @param database the unscoped client or one of its transactions
 * @param options.except the sign-in to keep
 */
export async function endSignInsOf(
  database: Pick<Database, 'signIn'>,
  ctx: PublicContext,
  identityId: string,
  options: { except?: string } = {},
): Promise<void> {
  await database.signIn.updateMany({
    where: defined({ identityId, endedAt: null, NOT: options.except ? { id: options.except } : undefined }),
    data: { endedAt: ctx.now() },
  });
}

/**
 * Waits until every process sees the changes just made to sign-ins. Call it after the commit, before
 * responding.
 */
export async function waitForCallerCaches({ deps }: PublicContext): Promise<void> {
  deps.callerCache.invalidateAll();
  await deps.callerCache.untilExpired();
}

/** A readable name for a browser, e.g. "Firefox on Windows". */
export function deviceName(userAgent: string): string {
  if (!userAgent) return 'Unknown device';
  const { browser, os } = Bowser.parse(userAgent);
  const parts = [browser.name, os.name].filter(Boolean);
  return parts.length > 0 ? parts.join(' on ') : userAgent.slice(0, 60);
}
