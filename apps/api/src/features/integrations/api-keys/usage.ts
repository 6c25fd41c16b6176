import type { ApiKeyRequest, ListApiKeyRequests } from '@muster/contracts/integrations/api-keys';
import { defined } from '@muster/contracts/kit/defined';
import type { Context } from '../../../platform/context/context.ts';
import { openKeyset } from '../../../platform/db/keyset.ts';
import { empty, sql } from '../../../platform/db/sql.ts';
import { getKey } from './service.ts';

/**
 * A page of a key's latest requests. Their ids are generated in the order of the responses, and the list is
 * sorted by them.
 * @throws Failure `not_found`
 */
export async function listRequests(ctx: Context, keyId: string, query: ListApiKeyRequests) {
  await getKey(ctx, keyId);
  const keyset = openKeyset<'time'>(ctx, `apiKeys.requests ${keyId}`, query);
  const outcome =
    query.outcome === undefined
      ? empty
      : query.outcome === 'failed'
        ? sql`AND r.status >= 400`
        : sql`AND r.status < 400`;
  const where = sql`WHERE r.account_id = ${ctx.accountId}::uuid AND r.key_id = ${keyId}::uuid ${outcome}`;
  const { after, isDescending, limit } = keyset;
  const beyond =
    after === null
      ? empty
      : isDescending
        ? sql`AND r.id < ${after.id}::uuid`
        : sql`AND r.id > ${after.id}::uuid`;
  const direction = isDescending ? sql`DESC` : sql`ASC`;
  const [counted, found] = await Promise.all([
    keyset.isTotalWanted
      ? ctx.query<{ count: number }>(sql`SELECT count(*)::int AS count FROM api_key_requests r ${where}`)
      : [],
    ctx.query<ApiKeyRequest>(sql`
      SELECT r.id, r.created_at AS time, r.method, r.route, r.status, r.code, r.duration_ms AS "durationMs",
        r.is_replayed AS replayed, r.ip_address AS "ipAddress", r.request_id AS "requestId"
      FROM api_key_requests r ${where} ${beyond} ORDER BY r.id ${direction} LIMIT ${limit + 1}`),
  ]);
  const { rows, nextCursor } = keyset.page(found, ({ id }) => ({ id, value: id }));
  const [total] = counted;
  return defined({ data: [...rows], nextCursor, total: total?.count });
}

/**
 * The remaining quotas of a key.
 * @throws Failure `not_found`
 */
export async function readLimits(ctx: Context, keyId: string) {
  await getKey(ctx, keyId);
  const states = await ctx.deps.keyQuotas.read({ accountId: ctx.accountId, keyId });
  return {
    data: states.map(({ resetMs, ...state }) => ({ ...state, resetSeconds: Math.ceil(resetMs / 1000) })),
  };
}
