import type { Actor, KeyLimits } from '../context/actor.ts';
import { type Holder, holderColumns, permissionsHeld } from '../context/present-permissions.ts';
import { type Query, sql } from '../db/sql.ts';
import type { Networks } from './networks.ts';

/** The calling key, for limits and the request log. */
export interface KeyIdentity {
  readonly accountId: string;
  readonly keyId: string;
}

/** A key that was found by its secret. */
export interface FoundKey extends KeyIdentity, KeyLimits {
  readonly actor: Actor;
  /** Until when this secret works, if the key has a newer one. */
  readonly overlapEndsAt: Date | null;
}

interface Row extends Holder {
  accountId: string;
  keyId: string;
  name: string;
  allowedIps: Networks;
  overlapEndsAt: Date | null;
  personId: string;
  personName: string;
  /** The keys above it, if another key created it. */
  above: { allowedIps: Networks; expiresAt: string | null; isRevoked: boolean }[] | null;
}

/**
 * Finds a key by its present or previous secret, in one query. Neither it nor a key above it may be revoked, and
 * its creator must be active.
 * @param hash the hash of the secret
 */
export async function findKey(
  queryByKey: Query,
  hash: Uint8Array<ArrayBuffer>,
  now: Date,
): Promise<FoundKey | undefined> {
  const columns = sql`k.account_id AS "accountId", k.id AS "keyId", k.name, k.allowed_ips AS "allowedIps",
    ${holderColumns}, u.id AS "personId", u.name AS "personName", CASE WHEN k.parent_id IS NOT NULL THEN (
      WITH RECURSIVE above AS (
        SELECT p.* FROM api_keys p WHERE p.account_id = k.account_id AND p.id = k.parent_id
        UNION ALL
        SELECT p.* FROM above a JOIN api_keys p ON p.account_id = a.account_id AND p.id = a.parent_id
      )
      SELECT json_agg(json_build_object('allowedIps', allowed_ips, 'expiresAt', expires_at,
        'isRevoked', revoked_at IS NOT NULL)) FROM above) END AS above`;
  const creator = sql`JOIN users u ON u.account_id = k.account_id AND u.id = k.created_by_id AND u.status = 'active'`;
  const [row] = await queryByKey<Row>(sql`
    SELECT ${columns}, NULL::timestamptz AS "overlapEndsAt"
    FROM api_keys k ${creator} WHERE k.hash = ${hash} AND k.revoked_at IS NULL
    UNION ALL
    SELECT ${columns}, k.previous_expires_at FROM api_keys k ${creator}
    WHERE k.previous_hash = ${hash} AND k.revoked_at IS NULL AND k.previous_expires_at > ${now}
    LIMIT 1`);
  if (!row || row.above?.some(({ isRevoked }) => isRevoked)) return undefined;
  const { accountId, keyId, overlapEndsAt } = row;
  const limits = limitsOf(row);
  return { accountId, keyId, overlapEndsAt, ...limits, actor: actorOf(row, limits, now) };
}

function limitsOf({ allowedIps, expiresAt, above }: Row): KeyLimits {
  const keys = above ?? [];
  const ends = [expiresAt, ...keys.map((key) => (key.expiresAt === null ? null : new Date(key.expiresAt)))];
  const first = Math.min(...ends.map((end) => end?.getTime() ?? Number.POSITIVE_INFINITY));
  return {
    networks: [allowedIps, ...keys.map((key) => key.allowedIps)].filter((list) => list.length > 0),
    expiresAt: Number.isFinite(first) ? new Date(first) : null,
  };
}

function actorOf(row: Row, keyLimits: KeyLimits, now: Date): Actor {
  const { keyId, name, role, personId, personName } = row;
  return {
    ...{ type: 'api_key', id: keyId, name, role, identityId: null, signInId: null, keyLimits },
    permissions: permissionsHeld(row, true, now),
    person: { id: personId, name: personName },
  };
}
