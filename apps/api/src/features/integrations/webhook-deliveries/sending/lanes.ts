import type { Dependencies } from '../../../../dependencies.ts';
import { acrossAccounts } from '../../../../platform/db/across-accounts.ts';
import { type Sql, sql } from '../../../../platform/db/sql.ts';

/**
 * The lanes of deliveries. `quick`: to endpoints that answered quickly. `new`: to those that never answered.
 * `slow`: to those that fail or answered slowly, and whatever already takes long. `quick` and `new` share
 * their places, so that slow receivers delay slow receivers only.
 */
export type DeliveryLane = 'quick' | 'new' | 'slow';

/** The maximum number of deliveries in progress to one endpoint and to all of an account, in this process. */
export const limits: Readonly<Record<DeliveryLane, { perEndpoint: number; perAccount: number }>> = {
  quick: { perEndpoint: 4, perAccount: 16 },
  // One of an account shows whether its receivers are quick.
  new: { perEndpoint: 1, perAccount: 1 },
  slow: { perEndpoint: 1, perAccount: 2 },
};

/** After how many milliseconds a request is slow: it gives its place to others, and so does its endpoint. */
export const slowAfterMs = 1_000;

/** An answer that took longer, in milliseconds, makes its endpoint slow. */
export const slowAnswerMs = 2_000;

/**
 * The lane of an endpoint (`webhook_endpoints w`), as SQL.
 * @param takesLong whether a request to it takes long now
 */
export function endpointLaneSql(takesLong: Sql): Sql {
  return sql`CASE WHEN w.is_slow OR w.failing_since IS NOT NULL OR ${takesLong} THEN 'slow'
    WHEN w.last_success_at IS NULL THEN 'new' ELSE 'quick' END`;
}

/** A limit by the lane of an endpoint, as SQL. */
export function limitSql(lane: Sql, which: 'perEndpoint' | 'perAccount'): Sql {
  return sql`CASE ${lane} WHEN 'quick' THEN ${limits.quick[which]}::bigint
    WHEN 'new' THEN ${limits.new[which]}::bigint ELSE ${limits.slow[which]}::bigint END`;
}

/**
 * The endpoints with pending deliveries, as a common table expression `endpoints(account_id, endpoint_id)`.
 * Across all accounts it steps from endpoint to endpoint in the index, however many deliveries each has.
 * @param accountIds only these accounts; null for all
 */
export function endpointsSql(accountIds: readonly string[] | null): Sql {
  if (accountIds !== null) {
    return sql`endpoints(account_id, endpoint_id) AS (
      SELECT account_id, id FROM webhook_endpoints WHERE account_id = ANY(${[...accountIds]}::uuid[]))`;
  }
  return sql`endpoints(account_id, endpoint_id) AS (
    (SELECT account_id, endpoint_id FROM webhook_deliveries WHERE status = 'pending'
      ORDER BY account_id, endpoint_id LIMIT 1)
    UNION ALL
    SELECT n.* FROM endpoints l CROSS JOIN LATERAL (
      SELECT d.account_id, d.endpoint_id FROM webhook_deliveries d
      WHERE d.status = 'pending' AND (d.account_id, d.endpoint_id) > (l.account_id, l.endpoint_id)
      ORDER BY d.account_id, d.endpoint_id LIMIT 1) n)`;
}

/** When the next delivery becomes due; null if there is none. */
export async function nextDue(deps: Dependencies): Promise<Date | null> {
  const now = deps.clock.now();
  const [row] = await acrossAccounts(deps, 'deliveries that are due').query<{ at: Date | null }>(sql`
    WITH RECURSIVE ${endpointsSql(null)}
    SELECT min(CASE WHEN w.throttled_until > ${now} THEN w.throttled_until ELSE d.next_attempt_at END) AS at
    FROM endpoints l
    JOIN webhook_endpoints w ON w.account_id = l.account_id AND w.id = l.endpoint_id
    LEFT JOIN LATERAL (
      SELECT next_attempt_at FROM webhook_deliveries d
      WHERE d.account_id = l.account_id AND d.endpoint_id = l.endpoint_id AND d.status = 'pending'
        AND NOT d.is_urgent AND d.next_attempt_at > ${now}
      ORDER BY d.next_attempt_at LIMIT 1) d ON true`);
  return row?.at ?? null;
}
