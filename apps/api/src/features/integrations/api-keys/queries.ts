import type { Permission } from '@muster/contracts/catalogue';
import type { WriteContext } from '../../../platform/context/context.ts';
import { type Holder, holderColumns } from '../../../platform/context/present-permissions.ts';
import { byText, byTime, defineList, requireRow } from '../../../platform/db/list-page.ts';
import { sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';

/** A key as stored, with its creator. */
export interface KeyRow extends Holder {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: Permission[];
  readonly allowedIps: string[];
  readonly creatorId: string;
  readonly creatorName: string;
  readonly parentId: string | null;
  readonly parentName: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly lastUsedIp: string | null;
  readonly rotatedAt: Date | null;
  readonly previousExpiresAt: Date | null;
}

/** The keys of an account that are not revoked. */
export const keyList = defineList<KeyRow, object, 'name' | 'createdAt'>({
  endpoint: 'apiKeys.list',
  columns: sql`
    k.id, k.name, k.prefix, ${holderColumns}, k.allowed_ips AS "allowedIps", u.id AS "creatorId",
    u.name AS "creatorName", k.parent_id AS "parentId", p.name AS "parentName",
    k.created_at AS "createdAt", k.last_used_at AS "lastUsedAt", k.last_used_ip AS "lastUsedIp",
    k.rotated_at AS "rotatedAt", k.previous_expires_at AS "previousExpiresAt"`,
  from: sql`FROM api_keys k JOIN users u ON u.account_id = k.account_id AND u.id = k.created_by_id
    LEFT JOIN api_keys p ON p.account_id = k.account_id AND p.id = k.parent_id`,
  account: sql`k.account_id`,
  id: sql`k.id`,
  only: sql`k.revoked_at IS NULL`,
  sorts: { name: byText(sql`k.name`, 'name'), createdAt: byTime(sql`k.created_at`, 'createdAt') },
  where: {},
  countFrom: () => sql`FROM api_keys k`,
});

/** How many keys are not revoked. */
export async function countKeys({ query, accountId }: Pick<WriteContext, 'query' | 'accountId'>) {
  const [row] = await query<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM api_keys WHERE account_id = ${accountId}::uuid AND revoked_at IS NULL`);
  return row?.count ?? 0;
}

/**
 * Locks a key that is not revoked until the transaction ends.
 * @throws Failure `not_found`
 */
export function lockKey(tx: WriteContext, id: string): Promise<KeyRow> {
  return requireRow(tx, keyList, id, { lock: sql`FOR NO KEY UPDATE OF k` });
}

/**
 * Revokes a key and every key that it or its keys created.
 * @returns the revoked keys, that one first
 */
export function revokeWithChildren(tx: WriteContext, id: string): Promise<{ id: string; name: string }[]> {
  return tx.query<{ id: string; name: string }>(sql`
    WITH RECURSIVE chosen AS (
      SELECT k.id, 0 AS depth FROM api_keys k WHERE k.account_id = ${tx.accountId}::uuid AND k.id = ${id}::uuid
      UNION ALL
      SELECT k.id, c.depth + 1 FROM chosen c
      JOIN api_keys k ON k.account_id = ${tx.accountId}::uuid AND k.parent_id = c.id AND k.revoked_at IS NULL
    ), revoked AS (
      UPDATE api_keys k SET revoked_at = ${tx.now()}::timestamptz FROM chosen c
      WHERE k.account_id = ${tx.accountId}::uuid AND k.id = c.id RETURNING k.id, k.name, c.depth
    )
    SELECT id, name FROM revoked ORDER BY depth, id`);
}

/**
 * Whether a key is another one, or was created by it or by one of its keys.
 * @param id the key
 * @param above the other one
 */
export async function isOf(tx: WriteContext, id: string, above: string): Promise<boolean> {
  const found = await tx.query<{ id: string }>(sql`
    WITH RECURSIVE up AS (
      SELECT k.id, k.parent_id FROM api_keys k WHERE k.account_id = ${tx.accountId}::uuid AND k.id = ${id}::uuid
      UNION ALL
      SELECT k.id, k.parent_id FROM up u JOIN api_keys k ON k.account_id = ${tx.accountId}::uuid AND k.id = u.parent_id
    )
    SELECT id FROM up WHERE id = ${above}::uuid`);
  return found.length > 0;
}

/**
 * Locks the key that creates another one, so that it is not revoked meanwhile.
 * @throws Failure `unauthenticated` if it was revoked
 */
export async function lockParent(tx: WriteContext, id: string): Promise<void> {
  const [parent] = await tx.query(sql`
    SELECT id FROM api_keys WHERE account_id = ${tx.accountId}::uuid AND id = ${id}::uuid AND revoked_at IS NULL
    FOR SHARE`);
  if (!parent) fail('unauthenticated');
}
