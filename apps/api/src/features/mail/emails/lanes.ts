import { Gauge } from 'prom-client';
import type { Dependencies } from '../../../dependencies.ts';
import { acrossAccounts } from '../../../platform/db/across-accounts.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { LaneState } from '../../../platform/metrics.ts';
import { isWaitingSql, mostCounted } from '../../../platform/outgoing/email-lanes.ts';

/** What waits in each lane of the outbox, and what is held for the limits of accounts. */
export async function readEmailLanes(deps: Dependencies): Promise<LaneState[]> {
  const now = deps.clock.now();
  const { query } = acrossAccounts(deps, 'how many e-mails wait');
  const rows = await query<Omit<LaneState, 'queue'>>(sql`
    SELECT h.lane::text, w.waiting,
      coalesce(greatest(0, extract(epoch FROM ${now}::timestamptz - f.created_at)), 0)::float8 AS seconds
    FROM email_lane_heads h
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS waiting FROM (
        SELECT 1 FROM emails e WHERE e.lane = h.lane AND ${isWaitingSql} LIMIT ${mostCounted}) counted) w
    LEFT JOIN LATERAL (
      SELECT e.created_at FROM emails e WHERE e.lane = h.lane AND ${isWaitingSql} ORDER BY e.turn, e.id LIMIT 1) f
      ON true
    UNION ALL
    SELECT 'held', count(*)::int, 0 FROM (SELECT 1 FROM emails e WHERE e.is_held LIMIT ${mostCounted}) counted
    ORDER BY lane`);
  return rows.map((row) => ({ ...row, queue: 'emails' }));
}

/** How many accounts are limited because they are new, and how many are paused. */
async function countLimitedAccounts(deps: Dependencies): Promise<{ limited: number; paused: number }> {
  const { query } = acrossAccounts(deps, 'how many accounts are limited');
  const [row] = await query<{ limited: number; paused: number }>(sql`
    SELECT count(*) FILTER (WHERE s.is_limited)::int AS limited,
      count(*) FILTER (WHERE s.paused_at IS NOT NULL)::int AS paused
    FROM account_sending s WHERE s.is_limited OR s.paused_at IS NOT NULL`);
  return row ?? { limited: 0, paused: 0 };
}

/** Shows the limited accounts in the metrics. */
export function showLimitedAccounts(deps: Dependencies): void {
  new Gauge({
    name: 'muster_accounts_limited',
    help: 'Accounts whose e-mails are limited, by reason.',
    labelNames: ['reason'],
    registers: [deps.metrics.registry],
    async collect() {
      const { limited, paused } = await countLimitedAccounts(deps);
      this.set({ reason: 'new' }, limited);
      this.set({ reason: 'paused' }, paused);
    },
  });
}
