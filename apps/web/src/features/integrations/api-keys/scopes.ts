import type { Permission } from '@muster/contracts/permissions';

type NounOf<P> = P extends `${infer Noun}:${string}` ? Noun : never;

/** What permissions are about: `users` of `users:write`. */
export type ScopeNoun = NounOf<Permission>;

/** A noun with the permissions there are about it. */
export interface ScopeGroup {
  readonly noun: ScopeNoun;
  readonly read: Permission | undefined;
  readonly write: Permission | undefined;
}

/** What most keys are for comes first. */
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
 * Permissions in rows of a noun each, those that most keys are for first.
 * @param offered only these; nouns without any are left out
 */
export function groupScopes(offered: readonly Permission[]): ScopeGroup[] {
  const nouns = [...new Set(offered.map(nounOf))].sort((one, other) => order[one] - order[other]);
  const find = (noun: ScopeNoun, kind: 'read' | 'write') => offered.find((one) => one === `${noun}:${kind}`);
  return nouns.map((noun) => ({ noun, read: find(noun, 'read'), write: find(noun, 'write') }));
}

/** Whether a permission changes nothing. */
export function isReading(scope: Permission): boolean {
  return scope.endsWith(':read');
}

function nounOf(scope: Permission): ScopeNoun {
  return scope.slice(0, scope.indexOf(':')) as ScopeNoun;
}
