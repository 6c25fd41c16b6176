import type { Context } from '../../../platform/context/context.ts';
import { sql } from '../../../platform/db/sql.ts';
import { from, type UserFilter, where } from './queries.ts';

/** Totals up to this are counted exactly; counting more would cost more than the page. */
const countedAtOnce = 10_000;

/**
 * Filters with larger totals, and until when they are not counted again (`performance.now`, in milliseconds).
 */
const manyUntil = new Map<string, number>();
const believedMs = 60_000;
const mostBelieved = 1_000;

/**
 * The number of users that match the filter, if it is cheap to determine: known already, or not too many;
 * otherwise null. Callers then count exactly in a separate request, so a total that was too large is assumed
 * to stay so for a minute.
 */
export async function countQuickly(ctx: Context, filter: UserFilter): Promise<number | null> {
  const known = await knownCount(ctx, filter);
  if (known !== undefined) return known;
  const name = JSON.stringify([ctx.accountId, filter]);
  if ((manyUntil.get(name) ?? 0) > performance.now()) return null;
  const [row] = await ctx.query<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM (
      SELECT 1 ${from(filter, false)} ${where(ctx, filter)} LIMIT ${countedAtOnce + 1}) AS found`);
  const count = row?.count ?? 0;
  if (count <= countedAtOnce) return count;
  if (manyUntil.size >= mostBelieved) manyUntil.clear();
  manyUntil.set(name, performance.now() + believedMs);
  return null;
}

/** Counts all users that match the filter. */
export async function countUsers(ctx: Context, filter: UserFilter): Promise<number> {
  const [row] = await ctx.query<{ count: number }>(
    sql`SELECT count(*)::int AS count ${from(filter, false)} ${where(ctx, filter)}`,
  );
  return row?.count ?? 0;
}

/** The counters that accounts and groups maintain. */
async function knownCount(ctx: Context, { groupId, ...others }: UserFilter): Promise<number | undefined> {
  const isFiltered = Object.values(others).some(
    (value) => value !== undefined && (!Array.isArray(value) || value.length > 0),
  );
  if (isFiltered || (groupId && groupId.length > 1)) return undefined;
  const [row] = await ctx.query<{ count: number }>(
    groupId?.[0] === undefined
      ? sql`SELECT users_total AS count FROM accounts WHERE id = ${ctx.accountId}::uuid`
      : sql`SELECT user_count AS count FROM groups
            WHERE account_id = ${ctx.accountId}::uuid AND id = ${groupId[0]}::uuid`,
  );
  return row?.count ?? 0;
}
