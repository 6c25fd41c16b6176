import type { ChangePassword, Me, NewAccount, SignIn, UpdateMe } from '@muster/contracts/access/me';
import { defined } from '@muster/contracts/kit/defined';
import { permissionsOf } from '@muster/contracts/permissions';
import { accountContext } from '../../../platform/context/account-context.ts';
import { type Actor, userActor } from '../../../platform/context/actor.ts';
import type { Context } from '../../../platform/context/context.ts';
import { hashPassword, isPassword } from '../../../platform/crypto/passwords.ts';
import { newId } from '../../../platform/crypto/tokens.ts';
import { acceptPassword } from '../../../platform/crypto/weak-password.ts';
import { fail } from '../../../platform/errors.ts';
import { toLocale } from '../../../platform/i18n/translate.ts';
import { splitName } from '../../../platform/person-name.ts';
import { networkOf } from '../../../platform/rate-limits/client-network.ts';
import { createAccountWithOwner, logoUrl, refuseUnknownTimeZone } from '../../account/account/index.ts';
import { sortByName } from '../../people/groups/index.ts';
import { changeCredentials, tryPassword } from './credentials.ts';
import { findMe } from './queries.ts';
import { findRecipient, passwordContext } from './security-mail.ts';
import { endOfSignIn, endSignInsOf, waitForCallerCaches } from './sign-ins.ts';

/** The ids that a signed-in actor always has. */
function person(actor: Actor) {
  if (!actor.id || !actor.identityId || !actor.signInId || !actor.role) fail('unauthenticated');
  return { userId: actor.id, identityId: actor.identityId, signInId: actor.signInId, role: actor.role };
}

/** The signed-in person, their current account, and the other accounts they can switch to. */
export async function getMe(ctx: Context): Promise<Me> {
  const { userId, identityId, signInId } = person(ctx.actor);
  const { config } = ctx.deps;
  const row = (await findMe(ctx, userId)) ?? fail('unauthenticated');
  const { account, email, firstName, lastName, name, role, activatedAt, groups } = row;
  const { logoVersion: _, ...shown } = account;
  return {
    identity: {
      id: identityId,
      email: row.identityEmail,
      name: row.identityName,
      locale: row.identityLocale === null ? null : toLocale(row.identityLocale),
    },
    user: { id: userId, email, firstName, lastName, name, role, activatedAt, groups: sortByName(groups) },
    account: { ...shown, logoUrl: logoUrl(config, account), locale: toLocale(account.locale) },
    accounts: row.accounts.map((place) => ({
      id: place.id,
      name: place.name,
      logoUrl: logoUrl(config, place),
      role: place.role,
    })),
    permissions: [...permissionsOf[role]],
    signInId,
  };
}

/** Changes the person's name, in this account and on the identity, or their language. */
export async function updateMe(ctx: Context, input: UpdateMe): Promise<Me> {
  const { userId, identityId } = person(ctx.actor);
  await ctx.transaction(async (tx) => {
    const { name, locale } = input;
    await tx.db.identity.update({
      where: { id: identityId },
      data: defined({ name, locale }),
    });
    if (name === undefined) return;
    const before = await tx.db.user.findUniqueOrThrow({
      where: { accountId_id: { accountId: ctx.accountId, id: userId } },
    });
    await tx.db.user.update({
      where: { accountId_id: { accountId: ctx.accountId, id: userId } },
      data: { ...splitName(name), name },
    });
    const user = { id: userId, name };
    const data = { changes: { name: { from: before.name, to: name } } };
    tx.record({ type: 'user.updated', target: { type: 'user', ...user }, user, data });
  });
  return getMe(ctx);
}

/**
 * Changes the password and, unless it is not wanted, ends every other sign-in.
 * @throws Failure `credentials_invalid` for a wrong current password, `password_weak`, `too_many_attempts`
 */
export async function changePassword(ctx: Context, input: ChangePassword): Promise<void> {
  const { userId, identityId, signInId } = person(ctx.actor);
  const { database } = ctx.deps;
  const { email, passwordHash: former } = await database.identity.findUniqueOrThrow({
    where: { id: identityId },
  });
  const isRight = await tryPassword(
    ctx,
    email,
    async () => (await isPassword(former, input.currentPassword)) || null,
  );
  if (!isRight) refuseCurrentPassword();
  const recipient = (await findRecipient(ctx, { identityId })) ?? fail('unauthenticated');
  const chosen = await acceptPassword(input.newPassword, passwordContext(recipient), '#/newPassword');
  const passwordHash = await hashPassword(chosen);
  await ctx.transaction(async (tx) => {
    const isChanged = await changeCredentials(ctx, tx.db, recipient, {
      template: 'password_changed',
      data: { passwordHash },
      expected: { passwordHash: former },
    });
    if (!isChanged) refuseCurrentPassword();
    tx.record({ type: 'user.password_changed', user: { id: userId, name: ctx.actor.name } });
  });
  if (!input.endOtherSignIns) return;
  await endSignInsOf(database, ctx, identityId, { except: signInId });
  await waitForCallerCaches(ctx);
}

function refuseCurrentPassword(): never {
  fail('credentials_invalid', {
    errors: [{ pointer: '#/currentPassword', detail: 'credentials_invalid', code: 'credentials_invalid' }],
  });
}

/**
 * Switches to another account: this sign-in acts as the person's user there from now on.
 * @throws Failure `not_found` unless they are an active user of it; `unauthenticated` if they must sign in again,
 * because sign-ins of that account end earlier
 */
export async function switchAccount(ctx: Context, accountId: string): Promise<Me> {
  const { identityId, signInId } = person(ctx.actor);
  const { database } = ctx.deps;
  const user = await database.user.findFirst({
    where: { accountId, identityId, status: 'active' },
    include: { account: true },
  });
  if (!user) fail('not_found');
  const { id: userId, name } = user;
  const { authenticatedAt } = await database.signIn.findUniqueOrThrow({ where: { id: signInId } });
  const expiresAt = endOfSignIn(user.account, authenticatedAt, ctx.now());
  const actor = userActor(user, { identityId, signInId });
  const there = accountContext(ctx.deps, accountId, actor, ctx.request);
  await database.signIn.updateMany({
    where: { id: signInId, identityId },
    data: { accountId, userId, expiresAt },
  });
  await waitForCallerCaches(ctx);
  await there.transaction(async (tx) => {
    const where = { accountId_id: { accountId, id: userId } };
    await tx.db.user.update({ where, data: { lastLoginAt: tx.now() } });
    tx.record({
      type: 'user.signed_in',
      target: { type: 'user', id: userId, name },
      user: { id: userId, name },
    });
  });
  if (expiresAt <= ctx.now()) fail('unauthenticated');
  return getMe(there);
}

/**
 * Creates a further account of the person and switches to it. They need no code: their address is proved.
 * @throws Failure `sign_up_closed`, `too_many_attempts`, `address_unproved` for sign-ups of versions that asked for no
 * proof
 */
export async function createAccount(ctx: Context, input: NewAccount): Promise<Me> {
  const { identityId, signInId } = person(ctx.actor);
  if (!ctx.deps.config.isSignUpOpen) fail('sign_up_closed');
  if (input.timeZone !== undefined) refuseUnknownTimeZone(input.timeZone);
  await ctx.deps.attempts.take({ signUp: networkOf(ctx.request.ipAddress ?? ''), newAccount: identityId });
  const identity = await ctx.deps.database.identity.findUniqueOrThrow({ where: { id: identityId } });
  if (identity.provedAt === null) fail('address_unproved');
  const { name, emailDisplay: email } = identity;
  const [accountId, userId] = [newId(), newId()];
  const actor = userActor({ id: userId, name, role: 'owner' }, { identityId, signInId });
  await accountContext(ctx.deps, accountId, actor, ctx.request).sqlTransaction(async (tx) => {
    const locale = input.locale ?? ctx.request.locale;
    await createAccountWithOwner(tx, { ...input, locale, owner: { userId, identityId, email, name } });
  });
  return switchAccount(ctx, accountId);
}

/** The browsers the person is signed in with, most recent first. */
export async function listSignIns(ctx: Context): Promise<{ data: SignIn[] }> {
  const { identityId, signInId } = person(ctx.actor);
  const rows = await ctx.deps.database.signIn.findMany({
    where: { identityId, endedAt: null, expiresAt: { gt: ctx.now() } },
    orderBy: { lastSeenAt: 'desc' },
    take: 200,
  });
  const data = rows.map(({ id, device, ipAddress, createdAt, lastSeenAt }) => ({
    id,
    device,
    ipAddress,
    createdAt,
    lastSeenAt,
    isCurrent: id === signInId,
  }));
  return { data };
}

/**
 * Ends one of the person's sign-ins, this one included.
 * @throws Failure `not_found`
 */
export async function endSignIn(ctx: Context, id: string): Promise<void> {
  const { userId, identityId } = person(ctx.actor);
  const ended = await ctx.deps.database.signIn.updateMany({
    where: { id, identityId, endedAt: null },
    data: { endedAt: ctx.now() },
  });
  if (ended.count === 0) fail('not_found');
  await ctx.transaction(async (tx) => {
    tx.record({ type: 'user.sign_in_ended', user: { id: userId, name: ctx.actor.name } });
  });
  await waitForCallerCaches(ctx);
}

/** Ends every sign-in of the person except this one. */
export async function endOtherSignIns(ctx: Context): Promise<void> {
  const { userId, identityId, signInId } = person(ctx.actor);
  await endSignInsOf(ctx.deps.database, ctx, identityId, { except: signInId });
  await ctx.transaction(async (tx) => {
    tx.record({
      type: 'user.sign_in_ended',
      user: { id: userId, name: ctx.actor.name },
      data: { all: true },
    });
  });
  await waitForCallerCaches(ctx);
}
