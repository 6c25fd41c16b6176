import type { Invitation, ListInvitations, SendInvitation } from '@muster/contracts/people/invitations';
import type { Role } from '@muster/contracts/permissions';
import type { Context, TransactionContext } from '../../../platform/context/context.ts';
import { listPage, requireRow } from '../../../platform/db/list-page.ts';
import { sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';
import { refusalToChange, refusalToGive, refuseIf } from '../../../policies/grants.ts';
import { type Invitee, issueInvitation } from './issue.ts';
import { invitationList, presentInvitation } from './queries.ts';
import { revokeLiveInvitation } from './revoke.ts';
import { findSuppressed } from './suppressed.ts';

/** A page of the account's invitations. */
export function listInvitations(ctx: Context, query: ListInvitations) {
  return listPage(ctx, invitationList, query, presentInvitation);
}

/** @throws Failure `not_found` */
export async function getInvitation(ctx: Context, id: string): Promise<Invitation> {
  return presentInvitation(await requireRow(ctx, invitationList, id));
}

/**
 * Sends a user their invitation, or sends it again with a new link.
 * @throws Failure `not_found`, `already_active`, `user_deactivated`, `address_suppressed`; `forbidden` for an owner,
 * `scope_not_held` for others whose role has more than the caller
 */
export async function inviteUser(
  ctx: Context,
  userId: string,
  { despiteSuppression }: SendInvitation = atTheirWord,
): Promise<{ invitation: Invitation; isNew: boolean }> {
  const { id, isNew } = await ctx.transaction(async (tx) => {
    const user = await lockUser(tx, userId);
    if (user.status === 'active') fail('already_active');
    if (user.status === 'deactivated') fail('user_deactivated');
    // The invitation gives the role.
    refuseIf(tx.actor, refusalToGive(tx.actor, user.role));
    if (!despiteSuppression) await refuseSuppressed(tx, user);
    return issueInvitation(tx, user);
  });
  return { invitation: await getInvitation(ctx, id), isNew };
}

/**
 * Sends a pending or expired invitation again with a new link and expiry.
 * @throws Failure `not_found`, `invitation_settled`, `address_suppressed`; `forbidden`, `scope_not_held` as in `inviteUser`
 */
export async function resendInvitation(
  ctx: Context,
  id: string,
  { despiteSuppression }: SendInvitation = atTheirWord,
): Promise<Invitation> {
  const { user } = await getInvitation(ctx, id);
  await ctx.transaction(async (tx) => {
    const invitee = await lockUser(tx, user.id);
    await requirePending(tx, id);
    refuseIf(tx.actor, refusalToGive(tx.actor, invitee.role));
    if (!despiteSuppression) await refuseSuppressed(tx, invitee);
    await issueInvitation(tx, invitee);
  });
  return getInvitation(ctx, id);
}

/**
 * Revokes a pending or expired invitation; the user is `added` again.
 * @throws Failure `not_found`, `invitation_settled`; `forbidden`, `scope_not_held` if the user is above the caller
 */
export async function revokeInvitation(ctx: Context, id: string): Promise<Invitation> {
  const { user } = await getInvitation(ctx, id);
  await ctx.transaction(async (tx) => {
    const invitee = await lockUser(tx, user.id);
    await requirePending(tx, id);
    refuseIf(tx.actor, refusalToChange(tx.actor, invitee.role));
    await revokeLiveInvitation(tx, invitee);
    await tx.db.user.updateMany({ where: { id: user.id, status: 'invited' }, data: { status: 'added' } });
  });
  return getInvitation(ctx, id);
}

/** By default, no e-mail is sent to an address that the provider suppresses. */
const atTheirWord: SendInvitation = { despiteSuppression: false };

/**
 * Refuses to send to an address whose e-mails the provider would silently drop.
 * @throws Failure `address_suppressed`
 */
async function refuseSuppressed(tx: TransactionContext, user: Invitee): Promise<void> {
  const suppressed = await findSuppressed(tx, [user]);
  if (suppressed.size > 0) fail('address_suppressed');
}

async function requirePending(tx: TransactionContext, id: string): Promise<void> {
  const isPending = await tx.db.invitation.count({ where: { id, state: 'pending' } });
  if (isPending === 0) fail('invitation_settled');
}

type LockedInvitee = Invitee & { readonly status: string; readonly role: Role };

/**
 * Locks a user's row, so that sending, revoking, accepting and deactivating happen one at a time per user.
 * @throws Failure `not_found`
 */
export async function lockUser(tx: TransactionContext, userId: string): Promise<LockedInvitee> {
  const [user] = await tx.db.$queryRaw<LockedInvitee[]>(sql`
    SELECT id, name, first_name AS "firstName", email, email_display AS "emailDisplay", locale, status::text,
      role::text
    FROM users WHERE account_id = ${tx.accountId}::uuid AND id = ${userId}::uuid FOR NO KEY UPDATE`);
  return user ?? fail('not_found');
}
