import type { Permission } from '@muster/contracts/catalogue';
import type { UserStatus } from '@muster/contracts/people/user';
import { permissionsOf, type Role } from '@muster/contracts/permissions';
import { type Query, type Sql, sql } from '../db/sql.ts';
import { fail } from '../errors.ts';
import type { Actor } from './actor.ts';

/** A user, and the key they act with, as stored now; null where there is none any more. */
export interface Holder {
  readonly role: Role | null;
  readonly status: UserStatus | null;
  readonly scopes: readonly Permission[] | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

/** The columns of a `Holder`: user `u` and key `k`, which `holderJoins` finds. */
export const holderColumns: Sql = sql`
  u.role::text, u.status::text, k.scopes, k.expires_at AS "expiresAt", k.revoked_at AS "revokedAt"`;

/**
 * Joins user `u` and key `k` by their ids.
 * @param at the account and the two ids, as SQL
 */
export function holderJoins(at: { account: Sql; userId: Sql; keyId: Sql }): Sql {
  return sql`
    LEFT JOIN users u ON u.account_id = ${at.account} AND u.id = ${at.userId}
    LEFT JOIN api_keys k ON k.account_id = ${at.account} AND k.id = ${at.keyId}`;
}

/**
 * What a user, or a key of theirs, may do now: an active user what their role says, a key that works what is in
 * its scopes as well. No other code derives permissions from what is stored.
 * @param holder who, as stored now
 * @param isKey whether they act with a key
 */
export function permissionsHeld(holder: Holder, isKey: boolean, now: Date): readonly Permission[] {
  const { role, status, scopes, expiresAt, revokedAt } = holder;
  if (role === null || status !== 'active') return [];
  const ofRole = permissionsOf[role];
  if (!isKey) return ofRole;
  if (scopes === null || revokedAt !== null || (expiresAt !== null && expiresAt <= now)) return [];
  return scopes.filter((scope) => ofRole.includes(scope));
}

interface Reader {
  readonly accountId: string;
  readonly query: Query;
  now(): Date;
}

/**
 * The actor with the permissions they had when their work began and still have. Work that takes a while asks at
 * each step.
 * @param reader a context or a transaction of the account
 * @param actor who began the work
 */
export async function presentActor(reader: Reader, actor: Actor): Promise<Actor> {
  if (actor.type === 'system' || actor.type === 'operator') return actor;
  const isKey = actor.type === 'api_key';
  const [found] = await reader.query<Holder & { isSignedIn: boolean }>(sql`
    SELECT ${holderColumns}, 
      ${actor.signInId}::uuid IS NULL OR (s.id IS NOT NULL AND s.ended_at IS NULL) AS "isSignedIn"
    FROM (SELECT 1) one
    ${holderJoins({
      account: sql`${reader.accountId}::uuid`,
      userId: sql`${actor.person?.id ?? null}::uuid`,
      keyId: sql`${isKey ? actor.id : null}::uuid`,
    })}
    LEFT JOIN sign_ins s ON s.account_id = ${reader.accountId}::uuid AND s.id = ${actor.signInId}::uuid AND s.user_id = u.id`);
  const held = found?.isSignedIn ? permissionsHeld(found, isKey, reader.now()) : [];
  return {
    ...actor,
    role: found?.isSignedIn && found.status === 'active' ? found.role : null,
    permissions: actor.permissions.filter((permission) => held.includes(permission)),
  };
}

/**
 * Refuses to go on with a long answer whose reader has lost the permission.
 * @throws Failure `forbidden`
 */
export async function requireStillHeld(
  reader: Reader & { readonly actor: Actor },
  permission: Permission,
): Promise<void> {
  const { permissions } = await presentActor(reader, reader.actor);
  if (!permissions.includes(permission)) fail('forbidden');
}
