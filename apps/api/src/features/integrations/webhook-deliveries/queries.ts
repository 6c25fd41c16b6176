import type { WebhookAttempt, WebhookDelivery } from '@muster/contracts/integrations/webhook-deliveries';
import { WebhookEvent } from '@muster/contracts/integrations/webhook-events';
import type { Context } from '../../../platform/context/context.ts';
import { holderJoins } from '../../../platform/context/present-permissions.ts';
import { byTime, defineList, findRow } from '../../../platform/db/list-page.ts';
import { type Query, sql } from '../../../platform/db/sql.ts';
import {
  presentWebhookEvent,
  type StoredEvent,
  storedEventSql,
} from '../../../platform/events/present-event.ts';

/** A delivery as stored, with its attempts, newest first. */
export interface DeliveryRow extends Omit<WebhookDelivery, 'attempts'> {
  readonly attempts: readonly (Omit<WebhookAttempt, 'time'> & { readonly time: string })[];
}

/** Deliveries of an account's endpoints. */
export const deliveryList = defineList<
  DeliveryRow,
  { endpointId: string; status?: WebhookDelivery['status'] | undefined },
  'createdAt'
>({
  endpoint: 'webhookEndpoints.deliveries',
  // A delivery in progress has no next attempt; the stored time is when another process would take over.
  columns: sql`
    d.id, d.endpoint_id AS "endpointId", d.event_id AS "eventId", d.type, d.status::text,
    d.attempt_count AS "attemptCount", d.created_at AS "createdAt", d.delivered_at AS "deliveredAt",
    CASE WHEN d.claimed_until IS NULL THEN d.next_attempt_at END AS "nextAttemptAt",
    (SELECT coalesce(json_agg(json_build_object('time', a.created_at, 'status', a.status, 'error', a.error,
       'responseExcerpt', a.response_excerpt, 'durationMs', a.duration_ms)
       ORDER BY a.created_at DESC, a.id DESC), '[]')
     FROM webhook_attempts a WHERE a.account_id = d.account_id AND a.delivery_id = d.id) AS attempts`,
  from: sql`FROM webhook_deliveries d`,
  account: sql`d.account_id`,
  id: sql`d.id`,
  sorts: { createdAt: byTime(sql`d.created_at`, 'createdAt') },
  where: {
    endpointId: (id) => sql`d.endpoint_id = ${id}::uuid`,
    status: (status) => sql`d.status = ${status}::webhook_delivery_status`,
  },
});

/** One delivery. */
export function findDelivery(
  reader: { accountId: string; query: Query },
  id: string,
): Promise<DeliveryRow | undefined> {
  return findRow(reader, deliveryList, id);
}

/** What a delivery sends: its own payload, or its event. */
export async function findPayload(ctx: Context, id: string): Promise<WebhookEvent | undefined> {
  const [row] = await ctx.query<StoredEvent & { payload: unknown }>(sql`
    SELECT ${storedEventSql}, d.payload FROM webhook_deliveries d
    LEFT JOIN events e ON e.account_id = d.account_id AND e.id = d.event_id
    WHERE d.account_id = ${ctx.accountId}::uuid AND d.id = ${id}::uuid
      AND (e.id IS NOT NULL OR d.payload IS NOT NULL)`);
  if (!row) return undefined;
  return row.payload === null ? presentWebhookEvent(row) : WebhookEvent.parse(row.payload);
}

/** A delivery as the API shows it. */
export function presentDelivery({ attempts, ...delivery }: DeliveryRow): WebhookDelivery {
  return { ...delivery, attempts: attempts.map((one) => ({ ...one, time: new Date(one.time) })) };
}

/** Joins who decides what endpoint `w` receives. */
export const endpointReader = holderJoins({
  account: sql`w.account_id`,
  userId: sql`w.created_by_id`,
  keyId: sql`w.created_by_key_id`,
});
