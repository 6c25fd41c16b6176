import { defineEvents, defineNoun } from '../kit/define-noun.ts';

export const emailsManifest = defineNoun({
  noun: 'emails',
  webPath: '/notification-settings/outbox',
  tag: 'The outbox: e-mails and whether they were delivered.',
  permissions: ['emails:read', 'emails:write'],
  readPermission: 'emails:read',
  errors: { webhook_signature_invalid: 401, email_not_retryable: 409 },
  events: defineEvents('email', ['retried', 'bulk_paused', 'limit_lifted'], {
    streams: ['emails.changed'],
    routed: ['bulk_paused'],
  }),
  mails: ['bulk_mail_paused'],
  stale: { 'emails.changed': ['emails', 'users', 'account'] },
});
