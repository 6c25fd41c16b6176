import { defineEvents, defineNoun } from '../kit/define-noun.ts';

export const emailTemplatesManifest = defineNoun({
  noun: 'email-templates',
  webPath: '/notification-settings/emails',
  tag: 'The texts of the e-mails the account sends.',
  permissions: ['email_templates:read', 'email_templates:write'],
  readPermission: 'email_templates:read',
  errors: { email_always_sent: 409, email_not_editable: 409, template_invalid: 422 },
  events: defineEvents('email_template', ['saved', 'restored', 'reset', 'enabled', 'disabled'], {
    streams: ['email_templates.changed'],
  }),
  stale: { 'email_templates.changed': ['emailTemplates', 'auditEvents'] },
});
