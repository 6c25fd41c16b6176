import type { UserStatus } from '@muster/contracts/people/user';
import type { Permission, Role } from '@muster/contracts/permissions';
import type { Context, WriteContext } from '../../../platform/context/context.ts';
import type { Keyset } from '../../../platform/db/keyset.ts';
import { keysetSql } from '../../../platform/db/keyset.ts';
import { empty, sql } from '../../../platform/db/sql.ts';

/** A key as stored, with whoever created it. */
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

const live = sql`
  SELECT k.id, k.name, k.prefix, k.scopes, k.allowed_ips AS "allowedIps", k.expires_at AS "expiresAt",
    u.id AS "creatorId", u.name AS "creatorName", u.role::text AS "creatorRole", u.status::text AS "creatorStatus",
    k.created_at AS "createdAt", k.last_used_at AS "lastUsedAt", k.last_used_ip AS "lastUsedIp",
    k.rotated_at AS "rotatedAt", k.previous_expires_at AS "previousExpiresAt"
  FROM api_keys k JOIN users u ON u.account_id = k.account_id AND u.id = k.created_by_id`;

/** Keys that are not revoked, in keyset order. */
export function findKeys(ctx: Context, keyset: Keyset<'name' | 'createdAt'>): Promise<KeyRow[]> {
  const [column, cast] =
    keyset.key === 'name' ? [sql`k.name`, 'text' as const] : [sql`k.created_at`, 'timestamptz' as const];
  const page = keysetSql(keyset, column, { id: sql`k.id`, cast });
  return ctx.query<KeyRow>(sql`
    ${live} WHERE k.account_id = ${ctx.accountId}::uuid AND k.revoked_at IS NULL ${page.where} ${page.tail}`);
}

/** How many keys are not revoked. */
export async function countKeys({ query, accountId }: Pick<WriteContext, 'query' | 'accountId'>) {
  const [row] = await query<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM api_keys WHERE account_id = ${accountId}::uuid AND revoked_at IS NULL`);
  return row?.count ?? 0;
}

/**
 * One key that is not revoked.
 * @param options.isLocked whether it may not change until the transaction ends
 */
export async function findKeyById(
  { query, accountId }: Pick<WriteContext, 'query' | 'accountId'>,
  id: string,
  options: { isLocked?: boolean } = {},
): Promise<KeyRow | undefined> {
  const [row] = await query<KeyRow>(sql`
    ${live} WHERE k.account_id = ${accountId}::uuid AND k.id = ${id}::uuid AND k.revoked_at IS NULL
    ${options.isLocked ? sql`FOR NO KEY UPDATE OF k` : empty}`);
  return row;
}
