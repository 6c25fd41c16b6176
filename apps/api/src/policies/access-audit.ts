import { Permission } from '@muster/contracts/catalogue';
import { permissionsOf, type Role } from '@muster/contracts/permissions';
import { isWithin, type Networks } from '../platform/api-keys/networks.ts';
import type { PublicContext } from '../platform/context/context.ts';
import { acrossAccounts } from '../platform/db/across-accounts.ts';
import { sql } from '../platform/db/sql.ts';
import { permissionsToRead } from './event-readers.ts';
import { missingFrom } from './grants.ts';

/** Somebody or something that holds more than its giver could give. */
export interface Excess {
  readonly accountId: string;
  readonly kind: 'user' | 'api_key' | 'webhook_endpoint';
  readonly id: string;
  readonly name: string;
  readonly giver: string;
  /** The permissions the giver lacked, and `networks`, `expiry` or `ended` for a key that goes beyond its giver. */
  readonly beyond: readonly string[];
}

/** Who gave something, from the audit log: a key with what it has, or a user with their present role. */
interface Given {
  readonly accountId: string;
  readonly id: string;
  readonly name: string;
  readonly giver: string;
  readonly giverType: string;
  readonly giverRole: Role | null;
  readonly giverScopes: string[] | null;
  readonly giverIps: Networks | null;
  readonly giverExpiresAt: Date | null;
  readonly giverRevokedAt: Date | null;
}

/**
 * Finds the users, keys and webhook endpoints in use that hold more than their giver could give. That was possible
 * before version 0.5; they go on working until somebody decides about them.
 */
export async function findExcess(ctx: PublicContext): Promise<Excess[]> {
  const now = ctx.now();
  const { query } = acrossAccounts(ctx.deps, 'audit of access by the operator');
  const giver = sql`
    e.actor_name AS giver, e.actor_type::text AS "giverType", gu.role::text AS "giverRole", gk.scopes AS "giverScopes",
    gk.allowed_ips AS "giverIps", gk.expires_at AS "giverExpiresAt", gk.revoked_at AS "giverRevokedAt"`;
  const joins = sql`
    LEFT JOIN users gu ON gu.account_id = e.account_id AND gu.id = e.actor_id AND gu.status = 'active'
    LEFT JOIN api_keys gk ON gk.account_id = e.account_id AND gk.id = e.actor_id`;
  const [users, revived, keys, endpoints] = await Promise.all([
    query<Given & { role: Role }>(sql`
      SELECT u.account_id AS "accountId", u.id, u.name, u.role::text, ${giver} FROM users u
      CROSS JOIN LATERAL (
        SELECT * FROM events e WHERE e.account_id = u.account_id AND e.user_id = u.id
          AND e.type IN ('user.created', 'user.role_changed') ORDER BY e.id DESC LIMIT 1) e ${joins}
      WHERE u.role <> 'member' AND u.status <> 'deactivated' AND e.actor_type = 'api_key'
      ORDER BY u.account_id, u.id`),
    query<Given & { role: Role }>(sql`
      SELECT u.account_id AS "accountId", u.id, u.name, u.role::text, ${giver} FROM users u
      CROSS JOIN LATERAL (
        SELECT * FROM events e WHERE e.account_id = u.account_id AND e.user_id = u.id
          AND e.type = 'user.reactivated' ORDER BY e.id DESC LIMIT 1) e ${joins}
      WHERE u.role <> 'member' AND u.status <> 'deactivated' AND e.actor_type IN ('user', 'api_key')
      ORDER BY u.account_id, u.id`),
    query<Given & { scopes: string[]; allowedIps: Networks; expiresAt: Date | null }>(sql`
      SELECT k.account_id AS "accountId", k.id, k.name, k.scopes, k.allowed_ips AS "allowedIps",
        k.expires_at AS "expiresAt", ${giver} FROM api_keys k
      JOIN events e ON e.account_id = k.account_id AND e.type = 'api_key.created' AND e.target_id = k.id ${joins}
      WHERE k.revoked_at IS NULL AND k.parent_id IS NULL AND e.actor_type = 'api_key'
        AND (k.expires_at IS NULL OR k.expires_at > ${now})
      ORDER BY k.account_id, k.id`),
    query<Given & { events: string[] }>(sql`
      SELECT w.account_id AS "accountId", w.id, w.url AS name, w.events, ${giver} FROM webhook_endpoints w
      JOIN events e ON e.account_id = w.account_id AND e.type = 'webhook_endpoint.created' AND e.target_id = w.id ${joins}
      WHERE w.created_by_id IS NULL AND w.is_enabled ORDER BY w.account_id, w.id`),
  ]);
  const ofUser = ({ role, ...given }: Given & { role: Role }) => {
    return excessOf('user', given, missingFrom(held(given), permissionsOf[role]));
  };
  return [
    ...uniqueById([...users, ...revived].flatMap(ofUser)),
    ...keys.flatMap((key) => excessOf('api_key', key, beyondGiver(key, now))),
    ...endpoints.flatMap((endpoint) =>
      excessOf('webhook_endpoint', endpoint, missingFrom(held(endpoint), permissionsToRead(endpoint.events))),
    ),
  ];
}

function held({ giverType, giverRole, giverScopes }: Given): readonly Permission[] {
  if (giverType === 'api_key') return Permission.options.filter((scope) => giverScopes?.includes(scope));
  if (giverType === 'user') return giverRole === null ? [] : permissionsOf[giverRole];
  return Permission.options;
}

function beyondGiver(
  key: Given & { scopes: string[]; allowedIps: Networks; expiresAt: Date | null },
  now: Date,
): string[] {
  const found: string[] = key.scopes.filter((scope) => !key.giverScopes?.includes(scope));
  if (!isWithin(key.allowedIps, key.giverIps ?? [])) found.push('networks');
  const end = key.giverExpiresAt;
  if (end && (key.expiresAt === null || key.expiresAt > end)) found.push('expiry');
  if (key.giverScopes === null || key.giverRevokedAt !== null || (end && end <= now)) found.push('ended');
  return found;
}

function excessOf(kind: Excess['kind'], given: Given, beyond: readonly string[]): Excess[] {
  if (beyond.length === 0) return [];
  const { accountId, id, name, giver } = given;
  return [{ accountId, kind, id, name, giver, beyond }];
}

function uniqueById(found: readonly Excess[]): Excess[] {
  return [...new Map(found.map((one) => [one.id, one])).values()];
}
