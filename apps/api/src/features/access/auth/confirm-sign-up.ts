import type { ConfirmSignUp } from '@muster/contracts/access/auth';
import type { SignUp as SignUpRow } from '@muster/database/client';
import { isUniqueViolation } from '@muster/database/failures';
import { accountContext } from '../../../platform/context/account-context.ts';
import { userActor } from '../../../platform/context/actor.ts';
import type { PublicContext } from '../../../platform/context/context.ts';
import { newId } from '../../../platform/crypto/tokens.ts';
import { sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';
import { networkOf } from '../../../platform/rate-limits/client-network.ts';
import { createAccountWithOwner } from '../../account/account/index.ts';
import { startSignIn } from '../me/index.ts';
import type { SignedIn } from './service.ts';
import { isCode } from './sign-up-code.ts';

/** How often one code can be tried. */
const mostTries = 5;

/**
 * Creates the identity, the account and its owner of a sign-up, and signs in. Of simultaneous calls with the right
 * code, one wins.
 * @throws Failure `sign_up_closed`, `sign_up_expired`, `sign_up_code_invalid`, `sign_up_code_used_up`,
 * `too_many_attempts`
 */
export async function confirmSignUp(ctx: PublicContext, input: ConfirmSignUp): Promise<SignedIn> {
  if (!ctx.deps.config.isSignUpOpen) fail('sign_up_closed');
  const network = networkOf(ctx.request.ipAddress ?? '');
  const pending = await ctx.deps.attempts.guard({ shared: { network } }, async () => {
    const tried = await takeTry(ctx, input.id);
    return isCode(ctx.deps, tried, input.code) ? tried : null;
  });
  if (!pending) {
    fail('sign_up_code_invalid', {
      errors: [{ pointer: '#/code', detail: 'sign_up_code_invalid', code: 'sign_up_code_invalid' }],
    });
  }
  return create(ctx, pending);
}

/** Counts a try before the code is compared, so that simultaneous tries cannot exceed their number. */
async function takeTry(ctx: PublicContext, id: string): Promise<SignUpRow> {
  const { signUp } = ctx.deps.database;
  const open = { id, expiresAt: { gt: ctx.now() } };
  const { count } = await signUp.updateMany({
    where: { ...open, tries: { lt: mostTries } },
    data: { tries: { increment: 1 } },
  });
  const pending = await signUp.findFirst({ where: open });
  if (!pending) return fail('sign_up_expired');
  return count > 0 ? pending : fail('sign_up_code_used_up');
}

async function create(ctx: PublicContext, pending: SignUpRow): Promise<SignedIn> {
  const [accountId, userId, identityId] = [newId(), newId(), newId()];
  const { id, email, emailDisplay, name, accountName, locale, timeZone, passwordHash } = pending;
  const actor = userActor({ id: userId, name, role: 'owner' }, { identityId, signInId: null });
  const started = await accountContext(ctx.deps, accountId, actor, ctx.request)
    .sqlTransaction(async (tx) => {
      const taken = await tx.query(sql`DELETE FROM sign_ups WHERE id = ${id}::uuid RETURNING id`);
      if (taken.length === 0) fail('sign_up_expired');
      await tx.query(sql`
        INSERT INTO identities (id, email, email_display, name, password_hash, proved_at)
        VALUES (${identityId}::uuid, ${email}, ${emailDisplay}, ${name}, ${passwordHash}, ${tx.now()}::timestamptz)`);
      const owner = { userId, identityId, email: emailDisplay, name };
      await createAccountWithOwner(tx, { accountName, locale, timeZone, owner });
      return startSignIn(tx, { identityId, userId, method: 'code', passwordHash, known: null });
    })
    .catch((error: unknown) => {
      // Since the code was sent, the address was proved elsewhere: by an invitation, or by another sign-up.
      if (isUniqueViolation(error, 'email')) fail('sign_up_expired');
      throw error;
    });
  return { ...started, accountId, actor: { ...actor, signInId: started.signInId } };
}
