import type { SignUp } from '@muster/contracts/access/auth';
import { isUniqueViolation } from '@muster/database/failures';
import { accountContext } from '../../../platform/context/account-context.ts';
import { type Actor, userActor } from '../../../platform/context/actor.ts';
import type { PublicContext } from '../../../platform/context/context.ts';
import { hashPassword, isPassword } from '../../../platform/crypto/passwords.ts';
import { newId } from '../../../platform/crypto/tokens.ts';
import { refuseWeakPassword } from '../../../platform/crypto/weak-password.ts';
import { acrossAccounts } from '../../../platform/db/across-accounts.ts';
import { sql } from '../../../platform/db/sql.ts';
import { normalizeEmail } from '../../../platform/email/address.ts';
import { fail } from '../../../platform/errors.ts';
import type { StartedSignIn } from '../../../platform/http/access/cookies.ts';
import { splitName } from '../../../platform/person-name.ts';
import { networkOf } from '../../../platform/rate-limits/client-network.ts';
import { refuseUnknownTimeZone } from '../../account/account/index.ts';
import { startSignIn } from '../me/index.ts';

export interface SignedUp extends StartedSignIn {
  readonly accountId: string;
  readonly actor: Actor;
}

/**
 * Creates a company account with its owner and signs in. Somebody who already signs in elsewhere with this
 * address enters that password and gets a further account.
 * @throws Failure `sign_up_closed`, `password_weak`, `too_many_attempts`, or `credentials_invalid` for a
 * known address with another password
 */
export async function signUp(ctx: PublicContext, input: SignUp): Promise<SignedUp> {
  if (!ctx.deps.config.isSignUpOpen) fail('sign_up_closed');
  if (input.timeZone !== undefined) refuseUnknownTimeZone(input.timeZone);
  const network = networkOf(ctx.request.ipAddress ?? '');
  await ctx.deps.attempts.check({ signUp: network, network });
  await refuseWeakPassword(input.password, [input.email, input.name, input.accountName]);
  await ctx.deps.attempts.count({ signUp: network });

  const { queryByKey } = acrossAccounts(ctx.deps, 'sign-up with an address');
  const [identity] = await queryByKey<{ id: string; passwordHash: string }>(sql`
    SELECT id, password_hash AS "passwordHash" FROM identities WHERE email = ${normalizeEmail(input.email)}`);
  if (!identity) return createAccount(ctx, input, await hashPassword(input.password));
  if (await isPassword(identity.passwordHash, input.password))
    return createAccount(ctx, input, null, identity.id);
  await ctx.deps.attempts.count({ network });
  fail('credentials_invalid');
}

async function createAccount(
  ctx: PublicContext,
  input: SignUp,
  passwordHash: string | null,
  knownIdentityId?: string,
): Promise<SignedUp> {
  const accountId = newId();
  const userId = newId();
  const identityId = knownIdentityId ?? newId();
  const email = normalizeEmail(input.email);
  const { firstName, lastName } = splitName(input.name);
  const now = ctx.now();
  const actor = userActor({ id: userId, name: input.name, role: 'owner' }, { identityId, signInId: null });
  const account = accountContext(ctx.deps, accountId, actor, ctx.request);
  const started = await account
    .sqlTransaction(async (tx) => {
      const locale = input.locale ?? ctx.request.locale;
      await tx.query(sql`
        INSERT INTO accounts (id, name, locale, time_zone, seats_used)
        VALUES (${accountId}::uuid, ${input.accountName}, ${locale}, ${input.timeZone ?? 'UTC'}, 1)`);
      if (passwordHash !== null) {
        await tx.query(sql`
          INSERT INTO identities (id, email, email_display, name, password_hash)
          VALUES (${identityId}::uuid, ${email}, ${input.email}, ${input.name}, ${passwordHash})`);
      }
      await tx.query(sql`
        INSERT INTO users (account_id, id, identity_id, email, email_display, first_name, last_name, name, role,
          status, activated_at)
        VALUES (${accountId}::uuid, ${userId}::uuid, ${identityId}::uuid, ${email}, ${input.email}, ${firstName},
          ${lastName}, ${input.name}, 'owner', 'active', ${now}::timestamptz)`);
      tx.record({
        type: 'account.created',
        target: { type: 'account', id: accountId, name: input.accountName },
      });
      return startSignIn(tx, { identityId, userId });
    })
    .catch((error: unknown) => {
      // Two concurrent sign-ups with one new address: the second gets the error it would get a moment later.
      if (isUniqueViolation(error, 'email')) fail('credentials_invalid');
      throw error;
    });
  return { ...started, accountId, actor: { ...actor, signInId: started.signInId } };
}
