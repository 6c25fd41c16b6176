import { defineEvents, defineNoun } from '../kit/define-noun.ts';

export const accountManifest = defineNoun({
  noun: 'account',
  tag: 'Settings, branding, seats and figures.',
  target: 'account',
  permissions: ['account:read', 'account:write'],
  readPermission: 'account:read',
  errors: { seat_limit_reached: 409, logo_invalid: 422 },
  events: defineEvents('account', ['created', 'updated', 'plan_changed', 'seat_limit_reached'], {
    streams: ['account.changed'],
    routed: ['seat_limit_reached'],
  }),
  mails: ['seat_limit_reached'],
  stale: { 'account.changed': ['account', 'me', 'auditEvents'] },
});
