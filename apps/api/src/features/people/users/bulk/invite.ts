import type { WriteContext } from '../../../../platform/context/context.ts';
import { codeOf, refusalToGive } from '../../../../policies/grants.ts';
import { findSuppressed, issueInvitations } from '../../invitations/index.ts';
import { type LockedUser, type Outcome, partition } from './targets.ts';

/**
 * Sends users their invitations, or sends them again with new links, if the caller holds what their roles have. Active users are
 * skipped.
 * @param users the result of `lockUsers`
 */
export async function inviteUsers(tx: WriteContext, users: readonly LockedUser[]): Promise<Outcome[]> {
  const suppressed = await findSuppressed(tx, users);
  const { chosen, finished } = partition(users, ({ id, status, role }) => {
    if (status === 'active') return 'unchanged';
    if (status === 'deactivated') return 'user_deactivated';
    return codeOf(refusalToGive(tx.actor, role)) ?? (suppressed.has(id) ? 'address_suppressed' : null);
  });
  if (chosen.length > 0) await issueInvitations(tx, chosen);
  return [...finished, ...chosen.map(({ id }) => ({ id, outcome: 'changed' as const }))];
}
