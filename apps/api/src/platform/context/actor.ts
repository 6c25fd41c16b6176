import { Permission } from '@muster/contracts/catalogue';
import type { Locale } from '@muster/contracts/kit/primitives';
import { permissionsOf, type Role } from '@muster/contracts/permissions';
import { fail } from '../errors.ts';

/** The actor: a signed-in user, an API key, the product itself, or the operator at the command line. */
export interface Actor {
  readonly type: 'user' | 'api_key' | 'system' | 'operator';
  readonly id: string | null;
  readonly name: string;
  readonly role: Role | null;
  readonly permissions: readonly Permission[];
  /** The responsible user: the actor, or the creator of the key. */
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly identityId: string | null;
  readonly signInId: string | null;
  /** Where and how long a key works; nothing that it makes works elsewhere or longer. */
  readonly keyLimits?: KeyLimits;
}

/** The limits of a key, with those of the keys above it. */
export interface KeyLimits {
  /** An address must be in one network of each list. */
  readonly networks: readonly (readonly string[])[];
  readonly expiresAt: Date | null;
}

/** Data of the request, for the audit log and for texts. */
export interface RequestInfo {
  readonly id: string | null;
  readonly ipAddress: string | null;
  readonly userAgent: string;
  readonly locale: Locale;
  /** The cookie by which a device is known to the people who signed in there. */
  readonly deviceCookie?: string;
  /** What the call is part of, e.g. `{ bulkOperationId }`; added to the data of every event. */
  readonly origin?: Readonly<Record<string, string>>;
}

export const systemActor: Actor = {
  type: 'system',
  id: null,
  name: 'Muster',
  role: null,
  permissions: Permission.options,
  person: null,
  identityId: null,
  signInId: null,
};

/**
 * Creates the actor for a user.
 * @param user the user who acts
 * @param signIn the identity and the sign-in they act with, if there is one already
 */
export function userActor(
  user: { id: string; name: string; role: Role },
  signIn: { identityId: string | null; signInId: string | null } = { identityId: null, signInId: null },
): Actor {
  const { id, name, role } = user;
  return { type: 'user', id, name, role, permissions: permissionsOf[role], person: { id, name }, ...signIn };
}

export const operatorActor: Actor = { ...systemActor, type: 'operator', name: 'Operator' };
export const noRequest: RequestInfo = { id: null, ipAddress: null, userAgent: '', locale: 'en' };

/**
 * Refuses actors without a permission.
 * @throws Failure `forbidden`
 */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (hasPermission(actor, permission)) return;
  fail('forbidden', actor.type === 'api_key' ? { values: { scope: permission } } : {});
}

/**
 * The permissions of the person behind an actor, which decide who is above it: for a key, those of its creator.
 */
export function standingOf({ role, permissions }: Actor): readonly Permission[] {
  return role === null ? permissions : permissionsOf[role];
}

/** Whether an actor has a permission. The product itself and the operator have all of them. */
export function hasPermission({ permissions }: Actor, permission: Permission): boolean {
  return permissions.includes(permission);
}
