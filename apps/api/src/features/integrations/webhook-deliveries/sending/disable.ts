import type { Dependencies } from '../../../../dependencies.ts';
import { accountContext } from '../../../../platform/context/account-context.ts';
import { noRequest, systemActor } from '../../../../platform/context/actor.ts';
import type { Context, WriteContext } from '../../../../platform/context/context.ts';
import { newId } from '../../../../platform/crypto/tokens.ts';
import { empty, sql } from '../../../../platform/db/sql.ts';

/**
 * Ends pending deliveries that will not be sent.
 * @param which all deliveries of a disabled endpoint, or one delivery
 */
export async function endDeliveries(
  { accountId, query }: Pick<WriteContext, 'accountId' | 'query'>,
  { endpointId, isEnabled, deliveryId }: { endpointId: string; isEnabled: boolean; deliveryId?: string },
): Promise<void> {
  await query(sql`
    UPDATE webhook_deliveries SET status = 'failed', next_attempt_at = NULL, claimed_until = NULL,
      is_urgent = false
    WHERE account_id = ${accountId}::uuid AND endpoint_id = ${endpointId}::uuid AND status = 'pending'
      ${isEnabled ? sql`AND id = ${deliveryId}::uuid` : empty}`);
}

/** Ends a delivery of an event that whoever decides about its endpoint may not read any more. */
export async function withholdDelivery(
  { accountId, query, now }: Context,
  { deliveryId, lease }: { deliveryId: string; lease: Date },
): Promise<void> {
  await query(sql`
    WITH ended AS (
      UPDATE webhook_deliveries SET status = 'failed', next_attempt_at = NULL, claimed_until = NULL,
        is_urgent = false, attempt_count = attempt_count + 1
      WHERE account_id = ${accountId}::uuid AND id = ${deliveryId}::uuid AND status = 'pending'
        AND claimed_until = ${lease}
      RETURNING account_id, id
    )
    INSERT INTO webhook_attempts (account_id, delivery_id, id, error, duration_ms, created_at)
    SELECT account_id, id, ${newId()}::uuid, 'permission_lost', 0, ${now()}::timestamptz FROM ended`);
}

/**
 * Disables an endpoint that will not recover by itself, and notifies the admins. An endpoint whose URL was
 * changed meanwhile stays enabled.
 * @param endpoint.url the URL of the attempt
 * @param because the last response, e.g. `HTTP 410`
 */
export async function disableEndpoint(
  deps: Dependencies,
  { accountId, endpointId, url }: { accountId: string; endpointId: string; url: string },
  reason: 'gone' | 'failing',
  because: string,
): Promise<void> {
  const ctx = accountContext(deps, accountId, systemActor, noRequest);
  await ctx.sqlTransaction(async (tx) => {
    const now = ctx.now();
    const [endpoint] = await tx.query(sql`
      UPDATE webhook_endpoints SET is_enabled = false, disabled_reason = ${reason}, disabled_at = ${now},
        throttled_until = NULL, updated_at = ${now}
      WHERE account_id = ${accountId}::uuid AND id = ${endpointId}::uuid AND is_enabled AND url = ${url}
      RETURNING 1`);
    if (!endpoint) return;
    await endDeliveries(tx, { endpointId, isEnabled: false });
    const name = urlForLog(url);
    const event = tx.record({
      type: 'webhook_endpoint.disabled',
      target: { type: 'webhook_endpoint', id: endpointId, name },
      data: { url: name, reason, lastAnswer: because },
    });
    tx.notifyAdmins(event, {
      template: 'webhook_endpoint_disabled',
      variables: {
        endpoint_url: name,
        last_answer: because,
        webhooks_url: `${deps.config.publicUrl}/webhooks`,
      },
    });
  });
}

/**
 * An endpoint's URL for logs and e-mails: without the query, which often contains the receiver's password.
 * @param url a valid URL
 */
export function urlForLog(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname === '/' ? '' : pathname}`;
}
