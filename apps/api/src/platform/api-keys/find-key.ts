import { BlockList, isIPv6 } from 'node:net';
import type { Permission } from '@muster/contracts/catalogue';
import { permissionsOf, type Role } from '@muster/contracts/permissions';
import type { Actor } from '../context/actor.ts';
import { type Query, sql } from '../db/sql.ts';

/** The calling key, for limits and the request log. */
export interface KeyIdentity {
  readonly accountId: string;
  readonly keyId: string;
}

/** A key that was found by its secret. */
export interface FoundKey extends KeyIdentity {
  readonly actor: Actor;
  readonly allowedIps: readonly string[];
  readonly expiresAt: Date | null;
  /** Until when this secret works, if the key has a newer one. */
  readonly overlapEndsAt: Date | null;
}

interface Row {
  accountId: string;
  keyId: string;
  name: string;
  scopes: Permission[];
  allowedIps: string[];
  expiresAt: Date | null;
  overlapEndsAt: Date | null;
  personId: string;
  personName: string;
  role: Role;
}

/**
 * Finds a key by its present or previous secret, in one query. It must not be revoked, and its creator must
 * be active.
 * @param hash the hash of the secret
 */
export async function findKey(
  queryByKey: Query,
  hash: Uint8Array<ArrayBuffer>,
  now: Date,
): Promise<FoundKey | undefined> {
  const columns = sql`k.account_id AS "accountId", k.id AS "keyId", k.name, k.scopes, k.allowed_ips AS "allowedIps",
    k.expires_at AS "expiresAt", u.id AS "personId", u.name AS "personName", u.role::text`;
  const creator = sql`JOIN users u ON u.account_id = k.account_id AND u.id = k.created_by_id AND u.status = 'active'`;
  const [row] = await queryByKey<Row>(sql`
    SELECT ${columns}, NULL::timestamptz AS "overlapEndsAt"
    FROM api_keys k ${creator} WHERE k.hash = ${hash} AND k.revoked_at IS NULL
    UNION ALL
    SELECT ${columns}, k.previous_expires_at FROM api_keys k ${creator}
    WHERE k.previous_hash = ${hash} AND k.revoked_at IS NULL AND k.previous_expires_at > ${now}
    LIMIT 1`);
  if (!row) return undefined;
  const { accountId, keyId, allowedIps, expiresAt, overlapEndsAt } = row;
  return { accountId, keyId, allowedIps, expiresAt, overlapEndsAt, actor: actorOf(row) };
}

function actorOf({ keyId, name, scopes, personId, personName, role }: Row): Actor {
  const held = permissionsOf[role];
  return {
    ...{ type: 'api_key', id: keyId, name, role, identityId: null, signInId: null },
    permissions: scopes.filter((scope) => held.includes(scope)),
    person: { id: personId, name: personName },
  };
}

/**
 * Whether an address is in one of the networks.
 * @param networks in CIDR notation (RFC 4632) or single addresses; an empty list allows every address
 */
export function isAllowedFrom(networks: readonly string[], address: string): boolean {
  if (networks.length === 0) return true;
  const list = new BlockList();
  for (const network of networks) {
    const [base = '', bits] = network.split('/');
    const family = isIPv6(base) ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(base, family);
    else list.addSubnet(base, Number(bits), family);
  }
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  return list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}
