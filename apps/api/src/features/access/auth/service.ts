import type { SignInRequest } from '@muster/contracts/access/auth';
import { normalizeEmail } from '@muster/contracts/kit/email-address';
import type { Role } from '@muster/contracts/permissions';
import { days, minutes } from '../../../platform/clock.ts';
import { accountContext } from '../../../platform/context/account-context.ts';
import { type Actor, userActor } from '../../../platform/context/actor.ts';
import type { PublicContext, TransactionContext } from '../../../platform/context/context.ts';
import { isPassword } from '../../../platform/crypto/passwords.ts';
import { hashToken } from '../../../platform/crypto/tokens.ts';
import { acrossAccounts } from '../../../platform/db/across-accounts.ts';
import { sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';
import type { ShownRefreshToken, StartedSignIn } from '../../../platform/http/access/cookies.ts';
import {
  deviceName,
  endOfSignIn,
  findRecipient,
  startSignIn,
  tryPassword,
  waitForCallerCaches,
} from '../me/index.ts';

/** How long a token that was exchanged is recognised, if somebody copied it. */
const reuseKnownMs = days(30);

/** How long after its exchange a token gets the same successor again, because the answer may have been lost. */
const lostAnswerMs = minutes(1);

type Bytes = Uint8Array<ArrayBuffer>;

export interface SignedIn extends StartedSignIn {
  readonly accountId: string;
  readonly actor: Actor;
}

/**
 * Signs in to the account used last. An unknown address and a wrong password get the same response after the
 * same work.
 * @throws Failure `credentials_invalid`, `too_many_attempts`, and `not_active_anywhere` only after the right password
 */
export async function signIn(ctx: PublicContext, input: SignInRequest): Promise<SignedIn> {
  const email = normalizeEmail(input.email);
  const known = await tryPassword(ctx, email, () => verify(ctx, email, input.password));
  if (!known) fail('credentials_invalid');

  const { identityId, passwordHash, user } = known;
  if (!user) fail('not_active_anywhere');
  const { userId, accountId, name, role } = user;
  const recipient = (await findRecipient(ctx, { identityId })) ?? fail('credentials_invalid');
  const actor = userActor({ id: userId, name, role }, { identityId, signInId: null });
  const account = accountContext(ctx.deps, accountId, actor, ctx.request);
  const started = await account.sqlTransaction(async (tx) => {
    const person = { id: userId, name };
    tx.record({ type: 'user.signed_in', target: { type: 'user', ...person }, user: person });
    return startSignIn(tx, { identityId, userId, method: 'password', passwordHash, known: recipient });
  });
  return { ...started, accountId, actor: { ...actor, signInId: started.signInId } };
}

/** Finds the person a password belongs to, with the same work for an unknown address; null if it is wrong. */
async function verify(ctx: PublicContext, email: string, password: string) {
  const known = await findByAddress(ctx, email);
  const isRight = await isPassword(known?.passwordHash ?? null, password);
  return isRight && known ? known : null;
}

interface Known {
  identityId: string;
  passwordHash: string;
  user: { userId: string; accountId: string; name: string; role: Role } | null;
}

/**
 * The identity of an address and the active user it last signed in as, across all accounts, in one statement.
 */
async function findByAddress(ctx: PublicContext, email: string): Promise<Known | undefined> {
  const [known] = await acrossAccounts(ctx.deps, 'sign-in with an address').queryByKey<Known>(sql`
    SELECT d.id AS "identityId", d.password_hash AS "passwordHash",
      (SELECT json_build_object('userId', u.id, 'accountId', u.account_id, 'name', u.name, 'role', u.role)
       FROM users u WHERE u.identity_id = d.id AND u.status = 'active'
       ORDER BY u.last_login_at DESC NULLS LAST, u.id LIMIT 1) AS user
    FROM identities d WHERE d.email = ${email}`);
  return known;
}

/**
 * Exchanges a refresh token for a new one. A token that was exchanged before has been copied, so its sign-in
 * ends (RFC 9700, 4.14.2). Only at once after the exchange, and before its successor is used, the same browser gets that
 * successor again: the answer was lost, or several tabs asked.
 * @param shown the token of the cookie
 * @throws Failure `unauthenticated`
 */
export async function refresh(ctx: PublicContext, shown: ShownRefreshToken | undefined): Promise<SignedIn> {
  if (!shown) fail('unauthenticated');
  const { database } = ctx.deps;
  const tokenHash = hashToken(shown.token);
  const now = ctx.now();
  const stored = await database.refreshToken.findUnique({
    where: { tokenHash },
    include: { signIn: { include: { user: { include: { account: true } } } } },
  });
  if (!stored) fail('unauthenticated');
  const { signIn: session } = stored;
  // Anybody on a host of the same domain can set a cookie without a prefix, so it counts for sign-ins from before only.
  if (shown.isUnderOldName && session.methods.length > 0) fail('unauthenticated');
  const isAlive = session.endedAt === null && session.expiresAt > now && session.user.status === 'active';
  const { id: userId, accountId, name } = session.user;
  const expiresAt = endOfSignIn(session.user.account, session.authenticatedAt, now);
  const actor = userActor(session.user, { identityId: session.identityId, signInId: session.id });
  const account = accountContext(ctx.deps, accountId, actor, ctx.request);

  const next = successorOf(ctx, shown.token);
  const isRenewed = await account.transaction(async (tx) => {
    const claimed = await tx.db.refreshToken.updateMany({
      where: { tokenHash, usedAt: null },
      data: { usedAt: now },
    });
    if (!isAlive) return false;
    if (claimed.count === 0) {
      if (await isAskedAgain(tx, { tokenHash, nextHash: next.hash, device: session.device })) return true;
      await tx.db.signIn.updateMany({ where: { id: session.id, endedAt: null }, data: { endedAt: now } });
      tx.record({ type: 'user.refresh_token_reused', user: { id: userId, name } });
      return false;
    }
    // Old tokens are stored to detect theft, but not forever.
    const oldestTokenAt = new Date(now.getTime() - reuseKnownMs);
    await tx.db.refreshToken.deleteMany({ where: { signInId: session.id, usedAt: { lt: oldestTokenAt } } });
    await tx.db.refreshToken.create({ data: { tokenHash: next.hash, signInId: session.id, createdAt: now } });
    await tx.db.signIn.updateMany({ where: { id: session.id }, data: { lastSeenAt: now, expiresAt } });
    return true;
  });
  if (!isRenewed) {
    await waitForCallerCaches(ctx);
    fail('unauthenticated');
  }
  const { identityId, id: signInId } = session;
  return { identityId, signInId, refreshToken: next.token, expiresAt, accountId, actor };
}

/** The token that replaces a token. It follows from it, so that asking again gives the same one. */
function successorOf({ deps }: PublicContext, token: string): { token: string; hash: Bytes } {
  const next = deps.secrets.sign(`refresh token after ${token}`);
  return { token: next, hash: hashToken(next) };
}

/** Whether the browser of the sign-in shows a token that it has just exchanged, and has not used the successor. */
async function isAskedAgain(
  tx: TransactionContext,
  { tokenHash, nextHash, device }: { tokenHash: Bytes; nextHash: Bytes; device: string },
): Promise<boolean> {
  if (device !== deviceName(tx.request.userAgent)) return false;
  const lostSince = new Date(tx.now().getTime() - lostAnswerMs);
  const exchanged = await tx.db.refreshToken.findUnique({ where: { tokenHash, usedAt: { gte: lostSince } } });
  const successor =
    exchanged && (await tx.db.refreshToken.findUnique({ where: { tokenHash: nextHash, usedAt: null } }));
  return successor !== null;
}

/**
 * Ends the sign-in of a refresh token or an access token. Unknown tokens change nothing.
 * @param tokens the values of the cookies
 */
export async function signOut(
  ctx: PublicContext,
  tokens: { refreshToken: string | undefined; signInId: string | undefined },
): Promise<void> {
  const { database } = ctx.deps;
  const stored = tokens.refreshToken
    ? await database.refreshToken.findUnique({ where: { tokenHash: hashToken(tokens.refreshToken) } })
    : null;
  const id = stored?.signInId ?? tokens.signInId;
  const session = id ? await database.signIn.findUnique({ where: { id }, include: { user: true } }) : null;
  if (!session || session.endedAt !== null) return;
  const { id: userId, accountId, name } = session.user;
  const actor = userActor(session.user, { identityId: session.identityId, signInId: session.id });
  await accountContext(ctx.deps, accountId, actor, ctx.request).transaction(async (tx) => {
    await tx.db.signIn.updateMany({ where: { id: session.id, endedAt: null }, data: { endedAt: ctx.now() } });
    tx.record({ type: 'user.signed_out', user: { id: userId, name } });
  });
  await waitForCallerCaches(ctx);
}
