import type { Permission } from '@muster/contracts/catalogue';
import { isUndelivered } from './invitation-state.ts';
import type { User } from './user.ts';

/** An action on one user. */
export type UserAction =
  | 'invite'
  | 'resend'
  | 'revoke'
  | 'correctAddress'
  | 'edit'
  | 'groups'
  | 'deactivate'
  | 'reactivate'
  | 'remove';

interface Viewer {
  readonly userId: string;
  readonly permissions: readonly Permission[];
}

/**
 * The actions the viewer can take on a user in their current state. The API decides; this only hides what it
 * would refuse.
 */
export function offeredActions(user: User, viewer: Viewer): ReadonlySet<UserAction> {
  const may = (permission: Permission) => viewer.permissions.includes(permission);
  const offered = new Set<UserAction>();
  const isAbove = user.role === 'owner' && !may('owners:write');
  const mayChange = may('users:write') && !isAbove;
  const isSelf = user.id === viewer.userId;

  if (may('invitations:write') && !isAbove && (user.status === 'added' || user.status === 'invited')) {
    const state = user.invitation?.status;
    offered.add(state === 'pending' || state === 'expired' ? 'resend' : 'invite');
    if (state === 'pending') offered.add('revoke');
  }
  if (mayChange) {
    offered.add('edit').add('groups');
    if (isUndelivered(user)) offered.add('correctAddress');
    // Nobody can lock themselves out.
    if (!isSelf) offered.add(user.status === 'deactivated' ? 'reactivate' : 'deactivate').add('remove');
  }
  return offered;
}
