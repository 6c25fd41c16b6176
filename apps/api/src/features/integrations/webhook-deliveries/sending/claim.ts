import type { Dependencies } from '../../../../dependencies.ts';
import { holderColumns } from '../../../../platform/context/present-permissions.ts';
import { acrossAccounts } from '../../../../platform/db/across-accounts.ts';
import { defineRow, unnestRows } from '../../../../platform/db/rows.ts';
import { type Sql, sql } from '../../../../platform/db/sql.ts';
import { type StoredEvent, storedEventSql } from '../../../../platform/events/present-event.ts';
import { numberedId } from '../../../../platform/webhooks/fan-out.ts';
import type { EventReader } from '../../../../policies/event-readers.ts';
import { endpointReader } from '../queries.ts';
import { type DeliveryLane, endpointLaneSql, endpointsSql, limitSql } from './lanes.ts';

/** How long a delivery is reserved for one process, in milliseconds; longer than an attempt lasts. */
export const leaseMs = 30_000;

/** A delivery that this process is to send, with all it needs. */
export interface Claimed extends Omit<StoredEvent, 'id' | 'type' | 'sequence'>, EventReader {
  /** Null for a test, which has no event. */
  readonly sequence: string | null;
  readonly deliveryId: string;
  readonly endpointId: string;
  readonly eventId: string;
  readonly type: string;
  /** The payload of a test; otherwise null, and the payload is made from the event. */
  readonly payload: unknown;
  readonly retries: number;
  /** Whether a person waits for it. */
  readonly isUrgent: boolean;
  readonly lease: Date;
  readonly url: string;
  readonly isEnabled: boolean;
  readonly lane: DeliveryLane;
  readonly failingSince: Date | null;
  readonly secret: Uint8Array;
  readonly previousSecret: Uint8Array | null;
  readonly previousExpiresAt: Date | null;
}

/** The deliveries in progress in this process. */
export interface Busy {
  readonly accountId: string;
  readonly endpointId: string;
  readonly lane: DeliveryLane;
}

interface Wanted {
  /** Restricts the claim to these accounts; null for all. */
  readonly accountIds: readonly string[] | null;
  /** The maximum number of deliveries to endpoints that are not slow. */
  readonly room: number;
  /** The maximum number of deliveries to slow endpoints. */
  readonly slowRoom: number;
  readonly busy: readonly Busy[];
}

/**
 * Claims due deliveries: accounts take turns, so do the endpoints of an account, and each gets them in the
 * order of the events. Slow endpoints have places of their own. Concurrent processes skip each other's claims. A delivery that was claimed and not
 * finished in time was interrupted, which is recorded as an attempt.
 */
export function claimDue(
  deps: Dependencies,
  { accountIds, room, slowRoom, busy }: Wanted,
): Promise<Claimed[]> {
  const now = deps.clock.now();
  const lease = new Date(now.getTime() + leaseMs);
  return acrossAccounts(deps, 'deliveries that are due').query<Claimed>(sql`
    WITH RECURSIVE ${endpointsSql(accountIds)},
    busy AS (SELECT * FROM ${unnestRows('b', busyRow, busy)}),
    due AS MATERIALIZED (
      SELECT d.*, l.account_id, l.endpoint_id, n.lane, r.*,
        row_number() OVER (PARTITION BY l.endpoint_id
          ORDER BY d.is_urgent DESC, d.next_attempt_at, d.event_id) AS turn
      FROM endpoints l
      JOIN webhook_endpoints w ON w.account_id = l.account_id AND w.id = l.endpoint_id
      CROSS JOIN LATERAL (
        SELECT count(*) AS busy, count(*) FILTER (WHERE b.lane = 'slow') AS slow
        FROM busy b WHERE b.endpoint_id = l.endpoint_id) c
      CROSS JOIN LATERAL (
        SELECT ${endpointLaneSql(sql`c.slow > 0`)} AS lane) n
      CROSS JOIN LATERAL (
        SELECT ${limitSql(sql`'quick'`, 'perEndpoint')} - c.busy AS urgent_room,
          ${limitSql(sql`n.lane`, 'perEndpoint')} - c.busy AS room) r
      CROSS JOIN LATERAL (
        SELECT * FROM (${dueSql(sql`d.is_urgent`, sql`r.urgent_room`, now)}) urgent
        UNION ALL
        SELECT * FROM (${dueSql(
          sql`NOT d.is_urgent AND (w.throttled_until IS NULL OR w.throttled_until <= ${now})`,
          ...[sql`r.room`, now],
        )}) ordinary) d
    ), fair AS (
      SELECT *, row_number() OVER (PARTITION BY account_id, lane ORDER BY turn, next_attempt_at, id)
        + (SELECT count(*) FROM busy b WHERE b.account_id = due.account_id AND b.lane = due.lane) AS place
      FROM due WHERE turn <= CASE WHEN is_urgent THEN urgent_room ELSE room END
    ), ranked AS (
      SELECT *, row_number() OVER (PARTITION BY lane = 'slow' ORDER BY place, turn, next_attempt_at, event_id) AS rank
      FROM fair WHERE place <= ${limitSql(sql`lane`, 'perAccount')}
    ), chosen AS MATERIALIZED (
      SELECT *, row_number() OVER (ORDER BY rank, next_attempt_at, event_id) AS number FROM ranked
      WHERE rank <= CASE lane WHEN 'slow' THEN ${slowRoom}::bigint ELSE ${room}::bigint END
    ), interrupted AS (
      INSERT INTO webhook_attempts (account_id, delivery_id, id, error, duration_ms, created_at)
      SELECT account_id, id, ${numberedId(now, sql`number`)}, 'interrupted', ${leaseMs}::int,
        claimed_until - make_interval(secs => ${leaseMs / 1000}::int)
      FROM chosen WHERE claimed_until IS NOT NULL
    ), taken AS (
      UPDATE webhook_deliveries d SET claimed_until = ${lease}, next_attempt_at = ${lease},
        attempt_count = d.attempt_count + (c.claimed_until IS NOT NULL)::int
      FROM chosen c WHERE d.account_id = c.account_id AND d.id = c.id
      RETURNING d.account_id, d.id, d.endpoint_id, d.event_id, d.type, d.payload, d.retries,
        d.is_urgent, d.claimed_until, c.number, c.lane
    )
    SELECT ${storedEventSql}, t.account_id AS "accountId", t.id AS "deliveryId",
      t.endpoint_id AS "endpointId", t.event_id AS "eventId", t.type, t.payload, t.retries,
      t.is_urgent AS "isUrgent", t.claimed_until AS lease, w.url, w.is_enabled AS "isEnabled", t.lane,
      w.failing_since AS "failingSince", w.secret, w.previous_secret AS "previousSecret",
      w.previous_expires_at AS "previousExpiresAt", w.created_by_id AS "readerId",
      w.created_by_key_id AS "readerKeyId", ${holderColumns}
    FROM taken t
    JOIN webhook_endpoints w ON w.account_id = t.account_id AND w.id = t.endpoint_id
    ${endpointReader}
    LEFT JOIN events e ON e.account_id = t.account_id AND e.id = t.event_id
    ORDER BY t.number`);
}

const busyRow = defineRow<Busy>({
  accountId: 'account_id uuid',
  endpointId: 'endpoint_id uuid',
  lane: 'lane text',
});

/**
 * The first due deliveries of endpoint `l`, locked; both kinds are a range of the index of pending
 * deliveries.
 */
function dueSql(which: Sql, room: Sql, now: Date): Sql {
  return sql`
    SELECT d.id, d.event_id, d.is_urgent, d.next_attempt_at, d.claimed_until FROM webhook_deliveries d
    WHERE d.account_id = l.account_id AND d.endpoint_id = l.endpoint_id AND d.status = 'pending'
      AND ${which} AND d.next_attempt_at <= ${now}
    ORDER BY d.next_attempt_at, d.event_id LIMIT greatest(${room}, 0) FOR UPDATE OF d SKIP LOCKED`;
}
