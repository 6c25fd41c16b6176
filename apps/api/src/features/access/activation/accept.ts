import type { AcceptInvitation } from '@muster/contracts/access/activation';
import { isUniqueViolation } from '@muster/database/failures';
import { accountContext } from '../../../platform/context/account-context.ts';
import { type Actor, userActor } from '../../../platform/context/actor.ts';
import type { PublicContext, TransactionContext } from '../../../platform/context/context.ts';
import { hashPassword, isPassword } from '../../../platform/crypto/passwords.ts';
import { newId } from '../../../platform/crypto/tokens.ts';
import { acceptPassword } from '../../../platform/crypto/weak-password.ts';
import { Failure, fail } from '../../../platform/errors.ts';
import type { StartedSignIn } from '../../../platform/http/access/cookies.ts';
import { toLocale } from '../../../platform/i18n/translate.ts';
import { nameOf } from '../../../platform/person-name.ts';
import { lockUser } from '../../people/invitations/index.ts';
import {
  changeCredentials,
  endSignInsOf,
  findRecipient,
  passwordContext,
  type Recipient,
  startSignIn,
  tryPassword,
  waitForCallerCaches,
} from '../me/index.ts';
import { announceActivation } from './announce.ts';
import { type FoundInvitation, findByToken, refindByToken, refuseUnlessOpen } from './token.ts';

export interface Activated extends StartedSignIn {
  readonly accountId: string;
  readonly actor: Actor;
}

/** The identity to join with, null if there is none yet, and the hash of its password. */
interface Joining {
  readonly known: Recipient | null;
  readonly passwordHash: string;
  /** Whether the password is chosen now: for a new identity and for one whose address nobody had proved before. */
  readonly isChosen: boolean;
}

/**
 * Accepts an invitation: the employee is active and signed in. Of concurrent calls, one wins. Takes no seat,
 * since the user has held one since they were added. The link proves the address: an identity that somebody made for
 * it without a proof becomes the employee's, with the password they choose, and its sign-ins end.
 * @throws Failure the reasons of `refuseUnlessOpen`, `invitation_not_found`, `password_weak`, and
 * `credentials_invalid` if an existing identity, whose address was proved, has another password
 */
export async function acceptInvitation(ctx: PublicContext, input: AcceptInvitation): Promise<Activated> {
  const found = await findByToken(ctx, input.token);
  refuseUnlessOpen(found);
  const { accountId, userId } = found;
  const user = await ctx.deps.database.user.findUnique({
    where: { accountId_id: { accountId, id: userId } },
    include: { account: true },
  });
  if (!user) fail('invitation_not_found');
  const joining = await chooseIdentity(ctx, user, input);
  const isTaken = joining.known !== null && joining.isChosen;
  const name = nameOf(input.firstName, input.lastName, user.emailDisplay);
  const actor = userActor({ id: userId, name, role: user.role });
  const account = accountContext(ctx.deps, accountId, actor, ctx.request);
  const started = await account
    .transaction(async (tx) => {
      const locked = await lockUser(tx, userId);
      await consume(tx, found, input.token);
      const identityId = await joinIdentity(tx, joining, user, name);
      const now = tx.now();
      await tx.db.user.update({
        where: { accountId_id: { accountId, id: userId } },
        data: {
          identityId,
          firstName: input.firstName,
          lastName: input.lastName,
          name,
          status: 'active',
          activatedAt: now,
        },
      });
      const person = { id: userId, name };
      tx.record({
        type: 'invitation.accepted',
        target: { type: 'invitation', id: found.invitationId, name },
        user: person,
      });
      await announceActivation(tx, { ...locked, name, firstName: input.firstName });
      return startSignIn(tx, {
        identityId,
        userId,
        method: 'invitation',
        passwordHash: joining.passwordHash,
        known: isTaken ? null : joining.known,
      });
    })
    .catch((error: unknown) => {
      // An invitation of another company has just created an identity for the same address.
      if (isUniqueViolation(error, 'email')) fail('credentials_invalid');
      // The user was removed meanwhile, with the invitation.
      if (error instanceof Failure && error.code === 'not_found') fail('invitation_not_found');
      throw error;
    });
  if (isTaken) {
    await endSignInsOf(ctx.deps.database, ctx, started.identityId, { except: started.signInId });
    await waitForCallerCaches(ctx);
    await ctx.deps.attempts.reset({ address: user.email.slice(0, 230) });
  }
  return {
    ...started,
    accountId,
    actor: { ...actor, identityId: started.identityId, signInId: started.signInId },
  };
}

async function chooseIdentity(
  ctx: PublicContext,
  user: { email: string; name: string; account: { name: string } },
  input: AcceptInvitation,
): Promise<Joining> {
  const identity = await ctx.deps.database.identity.findUnique({ where: { email: user.email } });
  const known = identity && ((await findRecipient(ctx, { identityId: identity.id })) ?? null);
  if (!identity || !known || identity.provedAt === null) {
    if (known && (await isPassword(identity.passwordHash, input.password)))
      return { known, passwordHash: identity.passwordHash, isChosen: false };
    const chosen = await acceptPassword(input.password, [
      ...[user.email, user.name, user.account.name, `${input.firstName} ${input.lastName}`],
      ...(known ? passwordContext(known) : []),
    ]);
    return { known, passwordHash: await hashPassword(chosen), isChosen: true };
  }
  const isRight = await tryPassword(
    ctx,
    user.email,
    async () => (await isPassword(identity.passwordHash, input.password)) || null,
  );
  if (!isRight) {
    fail('credentials_invalid', {
      errors: [{ pointer: '#/password', detail: 'credentials_invalid', code: 'credentials_invalid' }],
    });
  }
  return { known, passwordHash: identity.passwordHash, isChosen: false };
}

/** Moves the invitation from pending to accepted, or fails with the reason why it cannot. */
async function consume(tx: TransactionContext, found: FoundInvitation, token: string) {
  // Read again after taking the lock: the invitation may have been settled meanwhile.
  refuseUnlessOpen(await refindByToken(tx, token));
  const accepted = await tx.db.invitation.updateMany({
    where: { id: found.invitationId, state: 'pending' },
    data: { state: 'accepted', acceptedAt: tx.now(), nextReminderAt: null },
  });
  if (accepted.count === 0) fail('invitation_used');
}

async function joinIdentity(
  tx: TransactionContext,
  joining: Joining,
  user: { email: string; emailDisplay: string; locale: string | null; account: { locale: string } },
  name: string,
): Promise<string> {
  const provedAt = tx.now();
  const { known, passwordHash, isChosen } = joining;
  if (known === null) {
    const id = newId();
    const { email, emailDisplay } = user;
    const locale = user.locale === null ? null : toLocale(user.locale);
    await tx.db.identity.create({ data: { id, email, emailDisplay, name, locale, passwordHash, provedAt } });
    return id;
  }
  const { identityId: id } = known;
  if (!isChosen) {
    await tx.db.identity.updateMany({ where: { id, provedAt: null }, data: { provedAt } });
    return id;
  }
  // An identity that nobody had proved belongs to the person who proves its address now.
  const isTaken = await changeCredentials(tx, tx.db, known, {
    template: 'password_changed',
    data: { name, passwordHash, provedAt },
    expected: { provedAt: null },
  });
  // Meanwhile, the address was proved elsewhere.
  if (!isTaken) fail('credentials_invalid');
  return id;
}
