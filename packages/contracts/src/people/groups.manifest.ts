import { defineEvents, defineNoun } from '../kit/define-noun.ts';

export const groupsManifest = defineNoun({
  noun: 'groups',
  webPath: '/groups',
  tag: 'User groups and who is in them.',
  target: 'group',
  permissions: ['groups:read', 'groups:write'],
  readPermission: 'groups:read',
  errors: { group_exists: 409, group_not_found: 422, same_group: 422 },
  events: defineEvents('group', ['created', 'updated', 'merged', 'deleted', 'user_added', 'user_removed'], {
    streams: ['groups.changed', 'users.changed'],
    final: ['deleted'],
  }),
  stale: { 'groups.changed': ['groups', 'users', 'auditEvents'] },
});
