import { type Permission, permissionsByNoun } from '@muster/contracts/catalogue';

type NounOf<P> = P extends `${infer Noun}:${string}` ? Noun : never;

/** The noun of a permission: `users` of `users:write`. */
export type ScopeNoun = NounOf<Permission>;

/** A noun with its permissions. */
export interface ScopeGroup {
  readonly noun: ScopeNoun;
  readonly read: Permission | undefined;
  readonly write: Permission | undefined;
}

/**
 * Permissions in rows of a noun each, in the order of the nouns.
 * @param offered only these; nouns without any are left out
 */
export function groupScopes(offered: readonly Permission[]): ScopeGroup[] {
  const nouns = new Set(permissionsByNoun.filter((one) => offered.includes(one)).map(nounOf));
  const find = (noun: ScopeNoun, kind: 'read' | 'write') => offered.find((one) => one === `${noun}:${kind}`);
  return [...nouns].map((noun) => ({ noun, read: find(noun, 'read'), write: find(noun, 'write') }));
}

/** Whether a permission is read-only. */
export function isReading(scope: Permission): boolean {
  return scope.endsWith(':read');
}

function nounOf(scope: Permission): ScopeNoun {
  return scope.slice(0, scope.indexOf(':')) as ScopeNoun;
}
