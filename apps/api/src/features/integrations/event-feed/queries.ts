import type { EventType } from '@muster/contracts/catalogue';
import type { FeedEvent } from '@muster/contracts/integrations/webhook-events';
import type { Context } from '../../../platform/context/context.ts';
import { empty, sql } from '../../../platform/db/sql.ts';
import {
  presentEventData,
  type StoredEvent,
  storedEventSql,
} from '../../../platform/events/present-event.ts';

interface Range {
  readonly after?: string | undefined;
  readonly upTo?: string;
  readonly types?: readonly EventType[];
  readonly limit: number;
}

/** How many events to search at once for those of certain types. */
const windowSize = 2_000;

/** Events in the order of their ids, read from the primary key. */
export function findFeedEvents(ctx: Context, { after, upTo, types, limit }: Range): Promise<StoredEvent[]> {
  return ctx.query<StoredEvent>(sql`
    SELECT ${storedEventSql} FROM events e
    WHERE e.account_id = ${ctx.accountId}::uuid
      ${after ? sql`AND e.id > ${after}::uuid` : empty}
      ${upTo ? sql`AND e.id <= ${upTo}::uuid` : empty}
      ${types ? sql`AND e.type = ANY(${[...types]}::text[])` : empty}
    ORDER BY e.id LIMIT ${limit}`);
}

/** The last event of the next window to search, and whether more may follow it. */
export async function findWindowEnd(ctx: Context, after: string | undefined) {
  const [end] = await ctx.query<{ id: string | null; isFull: boolean }>(sql`
    SELECT max(w.id::text) AS id, count(*) = ${windowSize} AS "isFull" FROM (
      SELECT e.id FROM events e
      WHERE e.account_id = ${ctx.accountId}::uuid ${after ? sql`AND e.id > ${after}::uuid` : empty}
      ORDER BY e.id LIMIT ${windowSize}
    ) w`);
  return end?.id ? { id: end.id, isFull: end.isFull } : undefined;
}

/** An event as the feed shows it: the body of a webhook, and its id. */
export function presentFeedEvent(row: StoredEvent): FeedEvent {
  return { id: row.id, type: row.type, timestamp: row.createdAt, data: presentEventData(row) };
}
