import type {
  WebhookDelivery,
  WebhookDeliveryDetail,
} from '@muster/contracts/integrations/webhook-deliveries';
import { requirePermission } from '../../../platform/context/actor.ts';
import type { Context } from '../../../platform/context/context.ts';
import { sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';
import { wakeDispatchers } from '../../../platform/webhooks/fan-out.ts';
import { permissionsToRead } from '../../../policies/event-readers.ts';
import { findDelivery, findPayload, presentDelivery } from './queries.ts';

/** @throws Failure `not_found`, `forbidden` for an event that the caller may not read */
export async function getDelivery(ctx: Context, id: string): Promise<WebhookDeliveryDetail> {
  const [row, payload] = await Promise.all([findDelivery(ctx, id), findPayload(ctx, id)]);
  if (!row || !payload) fail('not_found');
  refuseUnreadable(ctx, payload.type);
  return { ...presentDelivery(row), payload };
}

/**
 * Sends a delivery once more, immediately and with the same id. If that fails, it is retried like a new one.
 * A delivery in progress stays unchanged.
 * @throws Failure `not_found`, `webhook_endpoint_disabled`, `forbidden` for an event that the caller may not read
 */
export function redeliver(ctx: Context, id: string): Promise<WebhookDelivery> {
  return ctx.sqlTransaction(async (tx) => {
    const { accountId, query } = tx;
    const now = tx.now();
    const [endpoint] = await query<{ isEnabled: boolean; type: string }>(sql`
      SELECT w.is_enabled AS "isEnabled", d.type FROM webhook_deliveries d
      JOIN webhook_endpoints w ON w.account_id = d.account_id AND w.id = d.endpoint_id
      WHERE d.account_id = ${accountId}::uuid AND d.id = ${id}::uuid FOR UPDATE OF d`);
    if (!endpoint) fail('not_found');
    refuseUnreadable(tx, endpoint.type);
    if (!endpoint.isEnabled) fail('webhook_endpoint_disabled');
    await query(sql`
      UPDATE webhook_deliveries SET status = 'pending', is_urgent = true, retries = 0,
        next_attempt_at = ${now}, delivered_at = NULL
      WHERE account_id = ${accountId}::uuid AND id = ${id}::uuid AND claimed_until IS NULL`);
    await wakeDispatchers(tx);
    const row = await findDelivery(tx, id);
    return row ? presentDelivery(row) : fail('not_found');
  });
}

/** A delivery shows its event. */
function refuseUnreadable({ actor }: Pick<Context, 'actor'>, type: string): void {
  for (const permission of permissionsToRead([type])) requirePermission(actor, permission);
}
