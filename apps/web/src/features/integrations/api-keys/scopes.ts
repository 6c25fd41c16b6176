import type { Permission } from '@muster/contracts/permissions';

type NounOf<P> = P extends `${infer Noun}:${string}` ? Noun : never;

/** The noun of a permission: `users` of `users:write`. */
export type ScopeNoun = NounOf<Permission>;

/** A noun with its permissions. */
export interface ScopeGroup {
  readonly noun: ScopeNoun;
  readonly read: Permission | undefined;
  readonly write: Permission | undefined;
}

/** The nouns that most keys need come first. */
const order: Readonly<Record<ScopeNoun, number>> = {
  users: 1,
  groups: 2,
  invitations: 3,
  events: 4,
  webhooks: 5,
  account: 6,
  email_templates: 7,
  emails: 8,
  audit: 9,
  api_keys: 10,
  owners: 11,
};

/**
 * Groups permissions by noun, the most common ones first.
 * @param offered the permissions to group; nouns without any are left out
 */
export function groupScopes(offered: readonly Permission[]): ScopeGroup[] {
  const nouns = [...new Set(offered.map(nounOf))].sort((one, other) => order[one] - order[other]);
  const find = (noun: ScopeNoun, kind: 'read' | 'write') => offered.find((one) => one === `${noun}:${kind}`);
  return nouns.map((noun) => ({ noun, read: find(noun, 'read'), write: find(noun, 'write') }));
}

/** Whether a permission is read-only. */
export function isReading(scope: Permission): boolean {
  return scope.endsWith(':read');
}

function nounOf(scope: Permission): ScopeNoun {
  return scope.slice(0, scope.indexOf(':')) as ScopeNoun;
}
