import type { ActivationPreview } from '@muster/contracts/access/activation';
import { accountContext } from '../../../platform/context/account-context.ts';
import { systemActor } from '../../../platform/context/actor.ts';
import type { PublicContext } from '../../../platform/context/context.ts';
import { fail } from '../../../platform/errors.ts';
import { toLocale } from '../../../platform/i18n/translate.ts';
import { networkOf } from '../../../platform/rate-limits/client-network.ts';
import { logoUrl } from '../../account/account/index.ts';
import { renewOnRequest } from '../../people/invitations/index.ts';
import { findByToken, refuseUnlessOpen } from './token.ts';

/**
 * What an activation link invites to. Changes nothing.
 * @throws Failure `invitation_not_found` and the reasons of `refuseUnlessOpen`
 */
export async function previewActivation(ctx: PublicContext, token: string): Promise<ActivationPreview> {
  const found = await findByToken(ctx, token);
  refuseUnlessOpen(found);
  const { database, config } = ctx.deps;
  const user = await database.user.findUnique({
    where: { accountId_id: { accountId: found.accountId, id: found.userId } },
    include: {
      account: true,
      memberships: { include: { group: { select: { name: true } } }, orderBy: { group: { name: 'asc' } } },
    },
  });
  if (!user) fail('invitation_not_found');
  const { email } = user;
  const identity = await database.identity.findUnique({ where: { email }, select: { provedAt: true } });
  const { account } = user;
  return {
    account: { name: account.name, logoUrl: logoUrl(config, account), primaryColor: account.primaryColor },
    email: user.emailDisplay,
    firstName: user.firstName,
    lastName: user.lastName,
    groups: user.memberships.map(({ group }) => group.name),
    invitedBy: found.invitedByName,
    expiresAt: found.expiresAt,
    hasIdentity: identity !== null && identity.provedAt !== null,
    locale: toLocale(user.locale ?? account.locale),
  };
}

/**
 * Sends a new link to the invited address, at most once in ten minutes. The response does not reveal whether
 * it did.
 * @throws Failure `too_many_attempts` for too many requests from one network
 */
export async function requestNewLink(ctx: PublicContext, token: string): Promise<void> {
  const network = networkOf(ctx.request.ipAddress ?? '');
  await ctx.deps.attempts.take({ publicMail: network });
  const found = await findByToken(ctx, token).catch(() => null);
  if (found?.state !== 'pending') return;
  const account = accountContext(ctx.deps, found.accountId, systemActor, ctx.request);
  await account.transaction((tx) => renewOnRequest(tx, found));
}
