import type { ResetPassword } from '@muster/contracts/access/auth';
import { normalizeEmail } from '@muster/contracts/kit/email-address';
import type { Prisma, User } from '@muster/database/client';
import type { Dependencies } from '../../../dependencies.ts';
import { minutes } from '../../../platform/clock.ts';
import { accountContext } from '../../../platform/context/account-context.ts';
import { noRequest, systemActor, userActor } from '../../../platform/context/actor.ts';
import type { PublicContext } from '../../../platform/context/context.ts';
import { hashPassword } from '../../../platform/crypto/passwords.ts';
import { hashToken, mintToken } from '../../../platform/crypto/tokens.ts';
import { acceptPassword } from '../../../platform/crypto/weak-password.ts';
import { acrossAccounts } from '../../../platform/db/across-accounts.ts';
import { inTransaction } from '../../../platform/db/retry-conflicts.ts';
import { sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';
import type { Job } from '../../../platform/jobs/define-job.ts';
import { sendInstallationEmail } from '../../../platform/outgoing/installation-emails.ts';
import { networkOf } from '../../../platform/rate-limits/client-network.ts';
import { renewOnRequest } from '../../people/invitations/index.ts';
import {
  changeCredentials,
  endSignInsOf,
  findRecipient,
  passwordContext,
  type Recipient,
  waitForCallerCaches,
} from '../me/index.ts';

const lifetimeMs = minutes(60);

/**
 * Accepts a request for a reset e-mail. A job checks whether the address is known, so this does the same
 * work, and takes the same time, for every address.
 * @throws Failure `too_many_attempts` for too many requests from one network
 */
export async function requestPasswordReset(ctx: PublicContext, address: string): Promise<void> {
  const network = networkOf(ctx.request.ipAddress ?? '');
  await ctx.deps.attempts.take({ publicMail: network });
  await ctx.deps.jobs.add('auth.send-reset', [{ email: normalizeEmail(address) }], ctx.deps.database);
}

/**
 * Job handler: writes the reset token and its e-mail if the address has an identity, whatever its state in companies:
 * the next invitation may need the password. Who is active nowhere gets their pending invitations again.
 */
export async function sendResetMails(
  deps: Dependencies,
  batch: readonly Job<'auth.send-reset'>[],
): Promise<void> {
  for (const { data } of batch) await helpIn(deps, data.email);
}

async function helpIn(deps: Dependencies, email: string): Promise<void> {
  const recipient = await findRecipient({ deps }, { email });
  const { identityId } = recipient ?? {};
  const user =
    identityId === undefined
      ? null
      : await deps.database.user.findFirst({
          where: { identityId, status: 'active' },
          orderBy: [{ lastLoginAt: { sort: 'desc', nulls: 'last' } }],
        });
  const pending = user ? [] : await findPendingInvitations(deps, email);
  if (!recipient && pending.length === 0) return;
  if (!(await deps.attempts.count({ resetMail: email.slice(0, 230) }))) return;
  for (const invitation of pending) {
    const account = accountContext(deps, invitation.accountId, systemActor, noRequest);
    await account.transaction((tx) => renewOnRequest(tx, invitation));
  }
  if (recipient) await sendReset(deps, recipient, user);
}

async function sendReset(deps: Dependencies, recipient: Recipient, user: User | null): Promise<void> {
  const write = (tx: ResetTransaction) => writeReset(deps, tx, recipient);
  if (!user) return inTransaction(deps.database, write);
  const ctx = accountContext(deps, user.accountId, systemActor, noRequest);
  await ctx.transaction(async (tx) => {
    await write(tx.db);
    tx.record({ type: 'user.password_reset_requested', user: { id: user.id, name: user.name } });
  });
}

/** The newest pending invitations of an address, across all accounts; few, since one will do. */
function findPendingInvitations(deps: Dependencies, email: string) {
  const { queryByKey } = acrossAccounts(deps, 'pending invitations of an address that asks for a way in');
  return queryByKey<{ accountId: string; userId: string; invitationId: string }>(sql`
    SELECT i.account_id AS "accountId", i.user_id AS "userId", i.id AS "invitationId"
    FROM users u JOIN invitations i ON i.account_id = u.account_id AND i.user_id = u.id AND i.state = 'pending'
    WHERE u.email = ${email} AND u.status = 'invited' ORDER BY i.issued_at DESC, i.id LIMIT 3`);
}

type ResetTransaction = Parameters<typeof sendInstallationEmail>[1] & {
  readonly passwordReset: {
    create(row: { data: Prisma.PasswordResetUncheckedCreateInput }): PromiseLike<unknown>;
  };
};

async function writeReset(
  deps: Dependencies,
  tx: ResetTransaction,
  { identityId, to, locale, brandedBy }: Recipient,
): Promise<void> {
  const { token, hash: tokenHash } = mintToken();
  const createdAt = deps.clock.now();
  const expiresAt = new Date(createdAt.getTime() + lifetimeMs);
  await tx.passwordReset.create({ data: { tokenHash, identityId, createdAt, expiresAt } });
  const variables = { 'user.email': to, reset_url: `${deps.config.publicUrl}/reset-password#${token}` };
  await sendInstallationEmail(deps, tx, { template: 'password_reset', to, locale, brandedBy, variables });
}

/**
 * Sets a new password with an e-mailed token, which also proves the address, and ends every sign-in of the identity. The
 * token works once.
 * @throws Failure `reset_link_invalid`, `password_weak`
 */
export async function resetPassword(ctx: PublicContext, input: ResetPassword): Promise<void> {
  const tokenHash = hashToken(input.token);
  const reset = await ctx.deps.database.passwordReset.findUnique({
    where: { tokenHash },
    include: { identity: { include: { users: true } } },
  });
  if (!reset || reset.usedAt !== null || reset.expiresAt <= ctx.now()) fail('reset_link_invalid');
  const { identity } = reset;
  const recipient = (await findRecipient(ctx, { identityId: identity.id })) ?? fail('reset_link_invalid');
  const chosen = await acceptPassword(input.password, passwordContext(recipient));
  const passwordHash = await hashPassword(chosen);
  await inTransaction(ctx.deps.database, async (tx) => {
    const used = await tx.passwordReset.updateMany({
      where: { tokenHash, usedAt: null },
      data: { usedAt: ctx.now() },
    });
    if (used.count === 0) fail('reset_link_invalid');
    // The link proves the address, too.
    const provedAt = identity.provedAt ?? ctx.now();
    const data = { passwordHash, provedAt };
    await changeCredentials(ctx, tx, recipient, { template: 'password_reset_done', data });
    await endSignInsOf(tx, ctx, identity.id);
  });
  await waitForCallerCaches(ctx);
  await ctx.deps.attempts.reset({ address: identity.email.slice(0, 230) });
  for (const user of identity.users) {
    const actor = userActor(user);
    await accountContext(ctx.deps, user.accountId, actor, ctx.request).transaction(async (tx) => {
      tx.record({ type: 'user.password_reset', user: { id: user.id, name: user.name } });
    });
  }
}
