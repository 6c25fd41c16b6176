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
 * How many users the filter finds, when that is quick to say: known anyway, or not too many; else null. Whoever wants to know
 * it exactly then asks for it apart, so for a minute too many are believed to be too many.
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

/** How many users the filter finds, counted however many they are. */
export async function countUsers(ctx: Context, filter: UserFilter): Promise<number> {
  const [row] = await ctx.query<{ count: number }>(
    sql`SELECT count(*)::int AS count ${from(filter, false)} ${where(ctx, filter)}`,
  );
  return row?.count ?? 0;
}

/** What accounts and groups know of themselves. */
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
