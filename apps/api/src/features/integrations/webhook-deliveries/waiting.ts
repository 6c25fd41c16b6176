import type { Dependencies } from '../../../dependencies.ts';
import { acrossAccounts } from '../../../platform/db/across-accounts.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { LaneState } from '../../../platform/metrics.ts';
import { endpointLaneSql, endpointsSql } from './sending/lanes.ts';

/** How many due deliveries are counted for each endpoint. */
const mostOfEndpoint = 1_000;

/** What is due in each lane of the webhooks. A request in progress is not. */
export async function readWebhookLanes(deps: Dependencies): Promise<LaneState[]> {
  const now = deps.clock.now();
  const rows = await acrossAccounts(deps, 'deliveries that are due').query<Omit<LaneState, 'queue'>>(sql`
    WITH RECURSIVE ${endpointsSql(null)}
    SELECT n.lane, coalesce(sum(c.waiting), 0)::int AS waiting,
      coalesce(greatest(0, extract(epoch FROM ${now}::timestamptz - min(c.since))), 0)::float8 AS seconds
    FROM unnest('{quick,new,slow}'::text[]) AS n(lane)
    LEFT JOIN (
      SELECT ${endpointLaneSql(sql`false`)} AS lane, d.waiting, d.since FROM endpoints l
      JOIN webhook_endpoints w ON w.account_id = l.account_id AND w.id = l.endpoint_id
      CROSS JOIN LATERAL (
        SELECT count(*) AS waiting, min(one.next_attempt_at) AS since FROM (
          SELECT d.next_attempt_at FROM webhook_deliveries d
          WHERE d.account_id = l.account_id AND d.endpoint_id = l.endpoint_id AND d.status = 'pending'
            AND NOT d.is_urgent AND d.next_attempt_at <= ${now}
          ORDER BY d.next_attempt_at LIMIT ${mostOfEndpoint}) one) d
      WHERE w.throttled_until IS NULL OR w.throttled_until <= ${now}) c ON c.lane = n.lane
    GROUP BY n.lane`);
  return rows.map((row) => ({ ...row, queue: 'webhooks' }));
}
