import type { Dependencies } from '../../../../dependencies.ts';
import { acrossAccounts } from '../../../../platform/db/across-accounts.ts';
import { type Sql, sql } from '../../../../platform/db/sql.ts';

/**
 * The maximum number of deliveries in progress to one endpoint and to all endpoints of an account, counted in
 * this process.
 */
export const limits = { perEndpoint: 4, perFailingEndpoint: 1, perAccount: 16 } as const;

/**
 * The endpoints with pending deliveries, as a common table expression `lanes(account_id, endpoint_id)`.
 * Across all accounts it steps from endpoint to endpoint in the index, however many deliveries each has.
 * @param accountIds only these accounts; null for all
 */
export function lanesSql(accountIds: readonly string[] | null): Sql {
  if (accountIds !== null) {
    return sql`lanes(account_id, endpoint_id) AS (
      SELECT account_id, id FROM webhook_endpoints WHERE account_id = ANY(${[...accountIds]}::uuid[]))`;
  }
  return sql`lanes(account_id, endpoint_id) AS (
    (SELECT account_id, endpoint_id FROM webhook_deliveries WHERE status = 'pending'
      ORDER BY account_id, endpoint_id LIMIT 1)
    UNION ALL
    SELECT n.* FROM lanes l CROSS JOIN LATERAL (
      SELECT d.account_id, d.endpoint_id FROM webhook_deliveries d
      WHERE d.status = 'pending' AND (d.account_id, d.endpoint_id) > (l.account_id, l.endpoint_id)
      ORDER BY d.account_id, d.endpoint_id LIMIT 1) n)`;
}

/** When the next delivery becomes due; null if there is none. */
export async function nextDue(deps: Dependencies): Promise<Date | null> {
  const now = deps.clock.now();
  const [row] = await acrossAccounts(deps, 'deliveries that are due').query<{ at: Date | null }>(sql`
    WITH RECURSIVE ${lanesSql(null)}
    SELECT min(CASE WHEN w.throttled_until > ${now} THEN w.throttled_until ELSE d.next_attempt_at END) AS at
    FROM lanes l
    JOIN webhook_endpoints w ON w.account_id = l.account_id AND w.id = l.endpoint_id
    LEFT JOIN LATERAL (
      SELECT next_attempt_at FROM webhook_deliveries d
      WHERE d.account_id = l.account_id AND d.endpoint_id = l.endpoint_id AND d.status = 'pending'
        AND NOT d.is_urgent AND d.next_attempt_at > ${now}
      ORDER BY d.next_attempt_at LIMIT 1) d ON true`);
  return row?.at ?? null;
}
