import { defineEvents, defineNoun } from '../kit/define-noun.ts';

export const webhookEndpointsManifest = defineNoun({
  noun: 'webhook-endpoints',
  webPath: '/webhooks',
  tag: 'The addresses that events are sent to.',
  target: 'webhook_endpoint',
  permissions: ['webhooks:read', 'webhooks:write'],
  readPermission: 'webhooks:read',
  errors: { too_many_webhook_endpoints: 409, webhook_endpoint_disabled: 409, webhook_url_refused: 422 },
  events: defineEvents('webhook_endpoint', ['created', 'updated', 'deleted', 'secret_rotated', 'disabled'], {
    streams: ['webhook_endpoints.changed'],
    routed: ['disabled'],
    final: ['deleted'],
  }),
  mails: ['webhook_endpoint_disabled'],
  stale: { 'webhook_endpoints.changed': ['webhookEndpoints', 'webhookDeliveries', 'auditEvents'] },
});
