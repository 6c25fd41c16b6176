import { defined } from '@muster/contracts/kit/defined';
import type { Database } from '@muster/database/client';
import Bowser from 'bowser';
import { days } from '../../../platform/clock.ts';
import type { PublicContext, WriteContext } from '../../../platform/context/context.ts';
import { mintToken, newId } from '../../../platform/crypto/tokens.ts';
import { sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';
import type { StartedSignIn } from '../../../platform/http/access/cookies.ts';
import { deviceOf } from './credentials.ts';
import { type Recipient, sendSecurityEmail } from './security-mail.ts';

/** What a person proved who they are with. */
export type SignInMethod = 'password' | 'invitation' | 'code';

/** When a sign-in of an account ends, in days. */
export interface SignInLimits {
  readonly signInMaxDays: number;
  readonly signInIdleDays: number;
}

/**
 * When a sign-in ends unless it is used again.
 * @param authenticatedAt when the person proved who they are
 * @param now when it was used last
 */
export function endOfSignIn(limits: SignInLimits, authenticatedAt: Date, now: Date): Date {
  const idleEnd = now.getTime() + days(limits.signInIdleDays);
  return new Date(Math.min(idleEnd, authenticatedAt.getTime() + days(limits.signInMaxDays)));
}

/**
 * Starts a sign-in of an identity as one of its users: writes the row, the first refresh token and the user's
 * last login. Somebody who signed in before gets an e-mail if the device is new.
 * @param tx a transaction in the user's account
 * @param who.passwordHash what the password was checked against, or becomes now: if it has been changed since, nobody
 * signs in with the former one
 * @param who.known the identity as it was before the transaction; null for a new one
 * @throws Failure `credentials_invalid` if the password has been changed
 */
export async function startSignIn(
  tx: WriteContext,
  who: {
    identityId: string;
    userId: string;
    method: SignInMethod;
    passwordHash: string;
    known: Recipient | null;
  },
): Promise<StartedSignIn> {
  const now = tx.now();
  const signInId = newId();
  const { token, hash } = mintToken();
  const { accountId } = tx;
  const { identityId, userId, method, passwordHash, known } = who;
  // Whoever changes it from here on waits, and then ends this sign-in with the others.
  const unchanged = await tx.query(sql`
    SELECT 1 FROM identities WHERE id = ${identityId}::uuid AND password_hash = ${passwordHash}
    FOR NO KEY UPDATE`);
  if (unchanged.length === 0) fail('credentials_invalid');
  const device = deviceName(tx.request.userAgent);
  const [limits] = await tx.query<SignInLimits>(sql`
    SELECT sign_in_max_days AS "signInMaxDays", sign_in_idle_days AS "signInIdleDays"
    FROM accounts WHERE id = ${accountId}::uuid`);
  const expiresAt = endOfSignIn(limits ?? fail('not_found'), now, now);
  tx.pipeline(sql`
    WITH started AS (
      INSERT INTO sign_ins (id, account_id, identity_id, user_id, device, ip_address, created_at, last_seen_at,
        authenticated_at, methods, expires_at)
      VALUES (${signInId}::uuid, ${accountId}::uuid, ${identityId}::uuid, ${userId}::uuid, ${device},
        ${tx.request.ipAddress ?? ''}, ${now}::timestamptz, ${now}::timestamptz,
        ${now}::timestamptz, ARRAY[${method}], ${expiresAt}::timestamptz)
    ), token AS (
      INSERT INTO refresh_tokens (token_hash, sign_in_id, created_at)
      VALUES (decode(${Buffer.from(hash).toString('hex')}, 'hex'), ${signInId}::uuid, ${now}::timestamptz)
    )
    UPDATE users SET last_login_at = ${now}::timestamptz, updated_at = ${now}::timestamptz
    WHERE account_id = ${accountId}::uuid AND id = ${userId}::uuid`);
  if (!known?.devicesValidFrom) {
    tx.pipeline(sql`
      UPDATE identities SET devices_valid_from = ${now}::timestamptz
      WHERE id = ${identityId}::uuid AND devices_valid_from IS NULL`);
  } else if (!deviceOf(tx, known)) await sendSecurityEmail(tx, tx, known, 'new_sign_in');
  return { identityId, signInId, refreshToken: token, expiresAt };
}

/**
 * Ends sign-ins of an identity in all accounts, and voids the devices it signed in with. The browser of a sign-in
 * that is kept gets a new cookie with the response.
 * @param database the unscoped client or one of its transactions
 * @param options.except the sign-in to keep
 */
export async function endSignInsOf(
  database: Pick<Database, 'signIn' | 'identity'>,
  ctx: PublicContext,
  identityId: string,
  options: { except?: string } = {},
): Promise<void> {
  await database.identity.updateMany({ where: { id: identityId }, data: { devicesValidFrom: ctx.now() } });
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
