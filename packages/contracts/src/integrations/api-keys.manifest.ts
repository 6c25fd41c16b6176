import { defineEvents, defineNoun } from '../kit/define-noun.ts';

export const apiKeysManifest = defineNoun({
  noun: 'api-keys',
  webPath: '/api-keys',
  tag: 'The keys that integrations call the API with, and their requests.',
  target: 'api_key',
  permissions: ['api_keys:read', 'api_keys:write'],
  readPermission: 'api_keys:read',
  errors: { too_many_api_keys: 409, scope_not_held: 422, key_limits_exceeded: 422 },
  events: defineEvents('api_key', ['created', 'updated', 'rotated', 'revoked'], {
    streams: ['api_keys.changed'],
    final: ['revoked'],
  }),
  stale: { 'api_keys.changed': ['apiKeys', 'auditEvents'] },
});
