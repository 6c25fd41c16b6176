import { permissionsOf, type Role } from '@muster/contracts/permissions';
import { describe, expect, test } from 'vitest';
import { anInvitation, aUser } from '../../../testing/users.ts';
import { offeredActions } from './offered-actions.ts';
import type { User } from './user.ts';

const offeredTo = (role: Role, user: User, userId = 'somebody else') =>
  [...offeredActions(user, { userId, permissions: permissionsOf[role] })].sort();

describe('what the row menu offers', () => {
  test('an added user can be invited', () => {
    expect(offeredTo('admin', aUser())).toEqual(['deactivate', 'edit', 'groups', 'invite', 'remove']);
  });

  test('an open invitation can be resent and revoked', () => {
    const user = aUser({ status: 'invited', invitation: anInvitation() });
    expect(offeredTo('admin', user)).toEqual(['deactivate', 'edit', 'groups', 'remove', 'resend', 'revoke']);
  });

  test('an expired invitation can only be resent', () => {
    const user = aUser({ status: 'invited', invitation: anInvitation({ status: 'expired' }) });
    expect(offeredTo('admin', user)).not.toContain('revoke');
    expect(offeredTo('admin', user)).toContain('resend');
  });

  test('if the e-mail did not arrive, the address can be corrected', () => {
    for (const delivery of ['bounced', 'complained', 'suppressed', 'failed'] as const) {
      const user = aUser({ status: 'invited', invitation: anInvitation({ delivery }) });
      expect(offeredTo('admin', user)).toContain('correctAddress');
      expect(offeredTo('admin', { ...user, status: 'active' })).not.toContain('correctAddress');
      expect(offeredTo('admin', { ...user, role: 'owner' })).not.toContain('correctAddress');
    }
    const delayed = aUser({ status: 'invited', invitation: anInvitation({ delivery: 'delayed' }) });
    expect(offeredTo('admin', delayed)).not.toContain('correctAddress');
  });

  test('after a revoked invitation a new one can be sent', () => {
    const user = aUser({ invitation: anInvitation({ status: 'revoked' }) });
    expect(offeredTo('admin', user)).toContain('invite');
  });

  test('an active user needs no invitation, a deactivated one can be reactivated', () => {
    expect(offeredTo('admin', aUser({ status: 'active' }))).toEqual([
      'deactivate',
      'edit',
      'groups',
      'remove',
    ]);
    expect(offeredTo('admin', aUser({ status: 'deactivated' }))).toEqual([
      'edit',
      'groups',
      'reactivate',
      'remove',
    ]);
  });

  test('only owners change owners, and nobody deactivates or removes themselves', () => {
    const owner = aUser({ status: 'active', role: 'owner' });
    expect(offeredTo('admin', owner)).toEqual([]);
    expect(offeredTo('admin', aUser({ status: 'added', role: 'owner' }))).toEqual([]);
    expect(offeredTo('owner', owner)).toContain('remove');
    expect(offeredTo('owner', owner, owner.id)).toEqual(['edit', 'groups']);
  });

  test('members have no actions', () => {
    expect(offeredTo('member', aUser())).toEqual([]);
  });
});
