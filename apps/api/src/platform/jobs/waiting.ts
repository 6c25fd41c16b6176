import type { Dependencies } from '../../dependencies.ts';
import { queues } from '../../generated/queues.ts';
import { acrossAccounts } from '../db/across-accounts.ts';
import { sql } from '../db/sql.ts';
import type { LaneState } from '../metrics.ts';

/** What waits in the queues in turns. */
export async function readJobLanes(deps: Dependencies): Promise<LaneState[]> {
  const names = Object.entries(queues).flatMap(([name, { settings }]) => (settings.isInTurns ? [name] : []));
  const rows = await acrossAccounts(deps, 'jobs that wait').query<Omit<LaneState, 'queue'>>(sql`
    SELECT n.lane, count(j.id)::int AS waiting,
      coalesce(extract(epoch FROM now() - min(j.created_on)), 0)::float8 AS seconds
    FROM unnest(${names}::text[]) AS n(lane)
    LEFT JOIN pgboss.job j ON j.name = n.lane AND j.state < 'active' AND j.start_after <= now()
    GROUP BY n.lane`);
  return rows.map((row) => ({ ...row, queue: 'jobs' }));
}
