import type { Database } from '@muster/database/client';
import Bowser from 'bowser';
import type { PublicContext, TransactionContext } from '../../platform/context.ts';
import { mintToken, newId } from '../../platform/crypto/tokens.ts';
import { refreshLifetimeMs, type StartedSignIn } from '../../platform/http/cookies.ts';

/**
 * Starts a sign-in of an identity as one of its users: a row, the first refresh token, and the user's last login.
 * @param tx a transaction in the user's account
 */
export async function startSignIn(
  tx: TransactionContext,
  who: { identityId: string; userId: string },
): Promise<StartedSignIn> {
  const now = tx.now();
  const signInId = newId();
  const { token, hash } = mintToken();
  await tx.db.signIn.create({
    data: {
      id: signInId,
      accountId: tx.accountId,
      identityId: who.identityId,
      userId: who.userId,
      device: deviceName(tx.request.userAgent),
      ipAddress: tx.request.ipAddress ?? '',
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + refreshLifetimeMs),
    },
  });
  await tx.db.refreshToken.create({ data: { tokenHash: hash, signInId, createdAt: now } });
  await tx.db.user.update({
    where: { accountId_id: { accountId: tx.accountId, id: who.userId } },
    data: { lastLoginAt: now },
  });
  return { identityId: who.identityId, signInId, refreshToken: token };
}

/**
 * Ends sign-ins of an identity, in whichever account they are.
 * @param database the unscoped client, or a transaction of it
 * @param options.except the one to keep
 */
export async function endSignInsOf(
  database: Pick<Database, 'signIn'>,
  ctx: PublicContext,
  identityId: string,
  options: { except?: string } = {},
): Promise<void> {
  await database.signIn.updateMany({
    where: { identityId, endedAt: null, ...(options.except ? { NOT: { id: options.except } } : {}) },
    data: { endedAt: ctx.now() },
  });
}

/** A readable name for a browser, e.g. "Firefox on Windows". */
export function deviceName(userAgent: string): string {
  if (!userAgent) return 'Unknown device';
  const { browser, os } = Bowser.parse(userAgent);
  const parts = [browser.name, os.name].filter(Boolean);
  return parts.length > 0 ? parts.join(' on ') : userAgent.slice(0, 60);
}
