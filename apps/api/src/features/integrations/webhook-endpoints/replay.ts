import type {
  ListWebhookDeliveries,
  WebhookDelivery,
} from '@muster/contracts/integrations/webhook-deliveries';
import type { ReplayWebhooks } from '@muster/contracts/integrations/webhook-endpoints';
import type { EventData } from '@muster/contracts/integrations/webhook-events';
import { days } from '../../../platform/clock.ts';
import type { Context, WriteContext } from '../../../platform/context/context.ts';
import { newId } from '../../../platform/crypto/tokens.ts';
import { listPage } from '../../../platform/db/list-page.ts';
import { sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';
import { isWantedSql, numberedId, wakeDispatchers } from '../../../platform/webhooks/fan-out.ts';
import { requireReadable } from '../../../policies/event-readers.ts';
import { deliveryList, findDelivery, presentDelivery, retentionDays } from '../webhook-deliveries/index.ts';
import { targetOf } from './endpoint-url.ts';
import { requireEndpoint } from './queries.ts';

/**
 * A page of an endpoint's deliveries, sent and pending.
 * @throws Failure `not_found`
 */
export async function listDeliveries(ctx: Context, id: string, query: ListWebhookDeliveries) {
  await requireEndpoint(ctx, id);
  const name = `webhookEndpoints.deliveries/${id}`;
  return listPage(ctx, deliveryList, query, presentDelivery, { name, filter: { endpointId: id } });
}

/**
 * Sends a sample immediately, ahead of pending deliveries, and only once.
 * @throws Failure `not_found`, `webhook_endpoint_disabled`
 */
export function testEndpoint(ctx: Context, id: string): Promise<WebhookDelivery> {
  return ctx.sqlTransaction(async (tx) => {
    const target = targetOf(await requireEnabled(tx, id));
    const [deliveryId, now] = [newId(), tx.now()];
    const { type, id: actorId, name } = tx.actor;
    const data: EventData = {
      sequence: 0,
      ...{ accountId: tx.accountId, actor: { type, id: actorId, name }, target, user: null },
      changes: { message: 'This is a test. Nothing has changed.' },
    };
    const payload = JSON.stringify({ type: 'webhook_endpoint.test', timestamp: now, data });
    await tx.query(sql`
      INSERT INTO webhook_deliveries (account_id, id, endpoint_id, event_id, type, payload, is_urgent,
        next_attempt_at, created_at)
      VALUES (${tx.accountId}::uuid, ${deliveryId}::uuid, ${id}::uuid, ${newId()}::uuid,
        'webhook_endpoint.test', ${payload}::jsonb, true, ${now}::timestamptz, ${now}::timestamptz)`);
    await wakeDispatchers(tx);
    const row = await findDelivery(tx, deliveryId);
    return row ? presentDelivery(row) : fail('not_found');
  });
}

/**
 * Sends all events since a given time again, in order, as new deliveries.
 * @returns how many
 * @throws Failure `not_found`, `webhook_endpoint_disabled`, `validation_failed` for a time too long ago,
 * `scope_not_held` for events that the caller may not read
 */
export async function replayEvents(
  ctx: Context,
  id: string,
  { since }: ReplayWebhooks,
): Promise<{ count: number }> {
  if (since.getTime() < ctx.now().getTime() - days(retentionDays)) {
    const code = 'too_long_ago';
    fail('validation_failed', { errors: [{ pointer: '#/since', detail: code, code }] });
  }
  return ctx.sqlTransaction(async (tx) => {
    const { events } = await requireEnabled(tx, id);
    requireReadable(tx.actor, events);
    const now = tx.now();
    const [written] = await tx.query<{ count: number }>(sql`
      WITH written AS (
        INSERT INTO webhook_deliveries (account_id, id, endpoint_id, event_id, type, next_attempt_at,
          created_at)
        SELECT e.account_id, ${numberedId(now, sql`row_number() OVER (ORDER BY e.id)`)}, w.id, e.id, e.type,
          ${now}::timestamptz, ${now}::timestamptz
        FROM events e JOIN webhook_endpoints w ON w.account_id = e.account_id AND w.id = ${id}::uuid
        WHERE e.account_id = ${tx.accountId}::uuid AND e.created_at >= ${since} AND ${isWantedSql}
        RETURNING 1
      ) SELECT count(*)::int AS count FROM written`);
    await wakeDispatchers(tx);
    return { count: written?.count ?? 0 };
  });
}

/** Locks the endpoint, so that it cannot be deleted meanwhile. */
async function requireEnabled(tx: WriteContext, id: string) {
  await tx.query(sql`
    SELECT 1 FROM webhook_endpoints WHERE account_id = ${tx.accountId}::uuid AND id = ${id}::uuid
    FOR KEY SHARE`);
  const endpoint = await requireEndpoint(tx, id);
  return endpoint.isEnabled ? endpoint : fail('webhook_endpoint_disabled');
}
