import type { PendingSignUp, SignUp } from '@muster/contracts/access/auth';
import { normalizeEmail } from '@muster/contracts/kit/email-address';
import type { Locale } from '@muster/contracts/kit/primitives';
import type { Prisma } from '@muster/database/client';
import type { Dependencies } from '../../../dependencies.ts';
import { minutes } from '../../../platform/clock.ts';
import type { PublicContext } from '../../../platform/context/context.ts';
import { hashPassword } from '../../../platform/crypto/passwords.ts';
import { newId } from '../../../platform/crypto/tokens.ts';
import { acceptPassword } from '../../../platform/crypto/weak-password.ts';
import { inTransaction } from '../../../platform/db/retry-conflicts.ts';
import { sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';
import { toLocale } from '../../../platform/i18n/translate.ts';
import { sendInstallationEmail } from '../../../platform/outgoing/installation-emails.ts';
import { networkOf } from '../../../platform/rate-limits/client-network.ts';
import { refuseUnknownTimeZone } from '../../account/account/index.ts';
import { codeHash, newCode, unknowableHash } from './sign-up-code.ts';

const lifetimeMs = minutes(60);

/**
 * Accepts a sign-up, which waits for the code from the e-mail. The work, and so the time, is the same whether the
 * address is known or not; only the e-mail and the stored code differ.
 * @throws Failure `sign_up_closed`, `password_weak`, `too_many_attempts`
 */
export async function signUp(ctx: PublicContext, input: SignUp): Promise<PendingSignUp> {
  if (!ctx.deps.config.isSignUpOpen) fail('sign_up_closed');
  if (input.timeZone !== undefined) refuseUnknownTimeZone(input.timeZone);
  const email = normalizeEmail(input.email);
  const network = networkOf(ctx.request.ipAddress ?? '');
  await ctx.deps.attempts.check({ signUp: network, network });
  // Companies that a known address is in must not show in the answer.
  const chosen = await acceptPassword(input.password, [input.email, input.name, input.accountName]);
  await ctx.deps.attempts.take({ signUp: network, signUpMail: email.slice(0, 230) });
  const passwordHash = await hashPassword(chosen);
  const { accountName, name, timeZone = 'UTC' } = input;
  const locale = input.locale ?? ctx.request.locale;
  const { id, createdAt, expiresAt } = newPending(ctx);
  await inTransaction(ctx.deps.database, async (tx) => {
    const stored = await sendCode(ctx, tx, { id, email, to: input.email, locale });
    await tx.signUp.deleteMany({ where: { email, network } });
    await tx.signUp.create({
      data: {
        ...{ id, email, emailDisplay: input.email, name, accountName, locale, timeZone, passwordHash },
        ...{ codeHash: stored, network, createdAt, expiresAt },
      },
    });
  });
  return { id, expiresAt };
}

/**
 * Sends a new code. The sign-up gets a new id, so neither the earlier code nor its tries count any more.
 * @throws Failure `sign_up_closed`, `sign_up_expired`, `too_many_attempts`
 */
export async function resendSignUpCode(ctx: PublicContext, earlierId: string): Promise<PendingSignUp> {
  if (!ctx.deps.config.isSignUpOpen) fail('sign_up_closed');
  const network = networkOf(ctx.request.ipAddress ?? '');
  const open = { id: earlierId, expiresAt: { gt: ctx.now() } };
  const pending = await ctx.deps.database.signUp.findFirst({ where: open });
  if (!pending) fail('sign_up_expired');
  await ctx.deps.attempts.take({ signUp: network, signUpMail: pending.email.slice(0, 230) });
  const { email, emailDisplay: to } = pending;
  const renewed = newPending(ctx);
  await inTransaction(ctx.deps.database, async (tx) => {
    const stored = await sendCode(ctx, tx, { id: renewed.id, email, to, locale: toLocale(pending.locale) });
    const { count } = await tx.signUp.updateMany({
      where: open,
      data: { ...renewed, codeHash: stored, tries: 0 },
    });
    // Another request has just replaced the id; its code counts.
    if (count === 0) fail('sign_up_expired');
  });
  return { id: renewed.id, expiresAt: renewed.expiresAt };
}

/** Deletes expired sign-ups every night. */
export async function deleteExpired({ clock, database }: Dependencies): Promise<void> {
  await database.signUp.deleteMany({ where: { expiresAt: { lt: clock.now() } } });
}

function newPending(ctx: PublicContext) {
  const createdAt = ctx.now();
  return { id: newId(), createdAt, expiresAt: new Date(createdAt.getTime() + lifetimeMs) };
}

/**
 * Sends the code; to the owner of a known address, an e-mail that they have an account.
 * @returns the hash to store: for a known address, one that no code has
 */
async function sendCode(
  { deps }: PublicContext,
  tx: Prisma.TransactionClient,
  { id, email, to, locale }: { id: string; email: string; to: string; locale: Locale },
): Promise<string> {
  const [{ isKnown = false } = {}] = await tx.$queryRaw<{ isKnown: boolean }[]>(sql`
    SELECT EXISTS (SELECT 1 FROM identities WHERE email = ${email}) AS "isKnown"`);
  const code = newCode();
  const { publicUrl } = deps.config;
  await sendInstallationEmail(deps, tx, {
    template: isKnown ? 'sign_up_known_address' : 'sign_up_code',
    to,
    locale,
    brandedBy: null,
    variables: {
      'user.email': to,
      ...(isKnown
        ? { sign_in_url: `${publicUrl}/sign-in`, forgot_password_url: `${publicUrl}/forgot-password` }
        : { code }),
    },
  });
  const stored = { real: codeHash(deps, id, code), none: unknowableHash(deps, id) };
  return isKnown ? stored.none : stored.real;
}
