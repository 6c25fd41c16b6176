import type { Permission } from '@muster/contracts/catalogue';

/** Paths worth trying first, by the permission they need. */
const examples: readonly (readonly [Permission, string])[] = [
  ['users:read', '/users?limit=5'],
  ['groups:read', '/groups?limit=5'],
  ['events:read', '/events?limit=5'],
  ['invitations:read', '/invitations?limit=5'],
  ['account:read', '/account'],
  ['audit:read', '/audit-events?limit=5'],
  ['emails:read', '/emails?limit=5'],
  ['email_templates:read', '/email-templates'],
  ['webhooks:read', '/webhook-endpoints'],
  ['api_keys:read', '/api-keys'],
];

/**
 * Builds a shell command that reads something with a key.
 * @param key the key, or the name of a variable with it
 * @param scopes the key's permissions
 * @returns undefined if the key can read nothing
 */
export function curlFor(key: string, scopes: readonly Permission[]): string | undefined {
  const path = examples.find(([permission]) => scopes.includes(permission))?.[1];
  if (path === undefined) return undefined;
  return `curl "${window.location.origin}/api/v1${path}" \\\n  -H "Authorization: Bearer ${key}"`;
}
