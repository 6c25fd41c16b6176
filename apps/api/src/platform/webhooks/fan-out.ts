import { unnestIds } from '../db/rows.ts';
import { type Query, type Sql, sql } from '../db/sql.ts';
import { webhookChannelName } from '../events/live.ts';
import { numberedId } from './delivery-id.ts';

interface Scope {
  readonly accountId: string;
  readonly query: Query;
  now(): Date;
}

/** Whether endpoint `w` subscribes to event `e`, as SQL. */
export const isWantedSql: Sql = sql`w.events && ARRAY['*', e.type]`;

/**
 * Writes deliveries of events for every enabled endpoint of the account that subscribes to them, and wakes
 * the dispatchers at the commit.
 * @param scope the transaction of the change, which has written the events and holds the account's counter
 * @param eventIds the events, of one account
 */
export async function fanOut(scope: Scope, eventIds: readonly string[]): Promise<void> {
  const { query, accountId } = scope;
  const now = scope.now();
  // The foreign key takes this lock anyway; taking it here skips an endpoint that is being deleted.
  const [written] = await query<{ isAny: boolean }>(sql`
    WITH wanted AS (
      SELECT w.id AS endpoint_id, e.id, e.type FROM ${unnestIds('n', eventIds)} JOIN events e ON e.id = n.id
      JOIN webhook_endpoints w ON w.account_id = e.account_id AND w.is_enabled AND ${isWantedSql}
      WHERE e.account_id = ${accountId}::uuid
      FOR KEY SHARE OF w
    ), written AS (
      INSERT INTO webhook_deliveries (account_id, id, endpoint_id, event_id, type, next_attempt_at,
        created_at)
      SELECT ${accountId}::uuid, ${numberedId(now, sql`row_number() OVER (ORDER BY w.id, w.endpoint_id)`)},
        w.endpoint_id, w.id, w.type, ${now}::timestamptz, ${now}::timestamptz
      FROM wanted w RETURNING 1
    ) SELECT EXISTS (SELECT 1 FROM written) AS "isAny"`);
  if (written?.isAny) await wakeDispatchers(scope);
}

/**
 * Wakes the processes that send webhooks once the transaction is committed.
 * @param scope a transaction that wrote deliveries of the account
 */
export async function wakeDispatchers({
  query,
  accountId,
}: Pick<Scope, 'query' | 'accountId'>): Promise<void> {
  await query(sql`SELECT 1 AS ok FROM (SELECT pg_notify(${webhookChannelName}, ${accountId})) AS sent`);
}
