import type { ErrorCode, Permission } from '@muster/contracts/catalogue';
import { permissionsOf, Role } from '@muster/contracts/permissions';
import { isWithin, type Networks } from '../platform/api-keys/networks.ts';
import { type Actor, hasPermission, requirePermission, standingOf } from '../platform/context/actor.ts';
import { fail } from '../platform/errors.ts';

// Who gives, changes or revives something must hold all of it; no other code implements this rule. What an actor
// may give is measured by the actor, for a key by its own scopes. Who is above an actor is measured by the person
// behind it, so that a program with few scopes can still deactivate an admin.

/** Why a change is refused, and the permissions that are missing. */
export interface Refusal {
  readonly code: 'forbidden' | 'scope_not_held';
  readonly missing: readonly Permission[];
}

/** The permissions among the needed ones that an actor does not hold, each once. */
export function missingFrom(
  held: readonly Permission[],
  needed: readonly Permission[],
): readonly Permission[] {
  return [...new Set(needed)].filter((permission) => !held.includes(permission));
}

/**
 * Refuses an actor who gives, changes or revives something without holding all of it.
 * @param needed the permissions that it contains
 * @throws Failure `scope_not_held`, which names those that are missing
 */
export function requireHeld({ permissions }: Actor, needed: readonly Permission[]): void {
  const missing = missingFrom(permissions, needed);
  if (missing.length > 0) refuseMissing(missing);
}

/**
 * Why an actor may not give roles, take them, or revive users who have them.
 * @returns null if they may
 */
export function refusalToGive(actor: Actor, ...roles: readonly Role[]): Refusal | null {
  const needed = roles.flatMap(permissionsOfRole);
  return refusal(needed, missingFrom(actor.permissions, needed));
}

/**
 * Why an actor may not change a user, or take their access: because the user has more than the person behind the
 * actor, or is an owner.
 * @returns null if they may
 */
export function refusalToChange(actor: Actor, role: Role): Refusal | null {
  const needed = permissionsOfRole(role);
  const missing = missingFrom(standingOf(actor), needed);
  const isOwner = needed.includes('owners:write') && !hasPermission(actor, 'owners:write');
  return refusal(needed, isOwner ? ['owners:write', ...missing] : missing);
}

// A role that is stored and unknown must not pass for one without permissions.
function permissionsOfRole(role: Role): readonly Permission[] {
  return permissionsOf[Role.parse(role)];
}

// Owners have been guarded by a permission of their own since the first version, with this code.
function refusal(needed: readonly Permission[], missing: readonly Permission[]): Refusal | null {
  if (missing.length === 0) return null;
  const isOwner = needed.includes('owners:write') && missing.includes('owners:write');
  return { code: isOwner ? 'forbidden' : 'scope_not_held', missing };
}

/**
 * Refuses if there is a reason to.
 * @throws Failure `forbidden`, `scope_not_held`; both name what is missing
 */
export function refuseIf(actor: Actor, found: Refusal | null): void {
  if (found?.code === 'forbidden') requirePermission(actor, 'owners:write');
  if (found) refuseMissing(found.missing);
}

/** The code of a refusal, for a change of many users. */
export function codeOf(found: Refusal | null): ErrorCode | null {
  return found?.code ?? null;
}

function refuseMissing(missing: readonly Permission[]): never {
  return fail('scope_not_held', { values: { scopes: [...missing].sort().join(', ') } });
}

/** What a key can do, where and how long. */
export interface KeyTerms {
  readonly scopes: readonly Permission[];
  readonly allowedIps: Networks;
  readonly expiresAt: Date | null;
}

/**
 * Refuses a key that has more than the actor who makes, changes or renews it: more permissions or, if the actor
 * is a key, more networks or a longer life.
 * @throws Failure `scope_not_held`, `key_limits_exceeded`
 */
export function requireKeyWithin(actor: Actor, { scopes, allowedIps, expiresAt }: KeyTerms): void {
  requireHeld(actor, scopes);
  const { keyLimits } = actor;
  if (!keyLimits) return;
  if (!keyLimits.networks.every((networks) => isWithin(allowedIps, networks))) refuseLimit('allowedIps');
  const end = keyLimits.expiresAt;
  if (end && (expiresAt === null || expiresAt > end)) refuseLimit('expiresAt');
}

function refuseLimit(field: 'allowedIps' | 'expiresAt'): never {
  const code = 'key_limits_exceeded';
  return fail(code, { errors: [{ pointer: `#/${field}`, detail: code, code }] });
}
