import { defineEvents, defineNoun } from '../kit/define-noun.ts';

export const usersManifest = defineNoun({
  noun: 'users',
  webPath: '/users',
  tag: 'The people of the account.',
  target: 'user',
  permissions: ['users:read', 'users:write', 'owners:write'],
  readPermission: 'users:read',
  errors: { already_active: 409, last_owner: 409, user_deactivated: 409, user_exists: 409 },
  events: {
    ...defineEvents(
      'user',
      [
        'created',
        'updated',
        'role_changed',
        'activated',
        'deactivated',
        'reactivated',
        'removed',
        'signed_in',
      ],
      { streams: ['users.changed'], routed: ['activated'], final: ['removed'] },
    ),
    // Where somebody signed out is in no list.
    ...defineEvents('user', ['signed_out', 'sign_in_ended'], { streams: [] }),
    ...defineEvents(
      'user',
      ['password_changed', 'password_reset_requested', 'password_reset', 'refresh_token_reused'],
      { streams: ['users.changed'] },
    ),
    ...defineEvents('users', ['exported'], { streams: [] }),
  },
  stale: { 'users.changed': ['users', 'groups', 'account', 'invitations', 'auditEvents'] },
});
