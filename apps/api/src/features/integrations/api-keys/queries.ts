import type { Permission } from '@muster/contracts/catalogue';
import type { UserStatus } from '@muster/contracts/people/user';
import type { Role } from '@muster/contracts/permissions';
import type { WriteContext } from '../../../platform/context/context.ts';
import { byText, byTime, defineList, requireRow } from '../../../platform/db/list-page.ts';
import { sql } from '../../../platform/db/sql.ts';

/** A key as stored, with its creator. */
export interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: Permission[];
  readonly allowedIps: string[];
  readonly expiresAt: Date | null;
  readonly creatorId: string;
  readonly creatorName: string;
  readonly creatorRole: Role;
  readonly creatorStatus: UserStatus;
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
    k.id, k.name, k.prefix, k.scopes, k.allowed_ips AS "allowedIps", k.expires_at AS "expiresAt",
    u.id AS "creatorId", u.name AS "creatorName", u.role::text AS "creatorRole", u.status::text AS "creatorStatus",
    k.created_at AS "createdAt", k.last_used_at AS "lastUsedAt", k.last_used_ip AS "lastUsedIp",
    k.rotated_at AS "rotatedAt", k.previous_expires_at AS "previousExpiresAt"`,
  from: sql`FROM api_keys k JOIN users u ON u.account_id = k.account_id AND u.id = k.created_by_id`,
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
