import { defineEvents, defineNoun } from '../kit/define-noun.ts';

export const invitationsManifest = defineNoun({
  noun: 'invitations',
  tag: 'Invitations to activate, and whether their e-mails were delivered.',
  target: 'invitation',
  permissions: ['invitations:read', 'invitations:write'],
  readPermission: 'invitations:read',
  errors: { address_suppressed: 409, invitation_settled: 409 },
  events: defineEvents(
    'invitation',
    [
      'sent',
      'resent',
      'revoked',
      'restored',
      'accepted',
      'link_requested',
      'reminded',
      'reminders_stopped',
      'bounced',
    ],
    { streams: ['invitations.changed', 'users.changed'], routed: ['bounced'] },
  ),
  mails: ['invitation', 'invitation_reminder', 'invitation_bounced'],
  stale: { 'invitations.changed': ['invitations', 'users', 'account', 'auditEvents'] },
});
