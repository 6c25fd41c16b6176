import type {
  UpdateWebhookEndpoint,
  WebhookEndpoint,
} from '@muster/contracts/integrations/webhook-endpoints';
import type { Context } from '../../../platform/context/context.ts';
import { join, type Sql, sql } from '../../../platform/db/sql.ts';
import { isEmpty, patched } from '../../../platform/fields/values.ts';
import { requireReadable } from '../../../policies/event-readers.ts';
import { endDeliveries, urlForLog } from '../webhook-deliveries/index.ts';
import { refuseUrl, targetOf } from './endpoint-url.ts';
import { lockEndpoint, presentEndpoint, requireEndpoint } from './queries.ts';
import { readerOf } from './service.ts';

/**
 * Changes an endpoint. An enabled or redirected endpoint starts without past failures; disabling ends its
 * pending deliveries. Whoever changes its URL or events decides from then on, by their permissions, what it receives.
 * @throws Failure `not_found`, `webhook_url_refused`, `scope_not_held` for events that the caller may not read
 */
export async function updateEndpoint(
  ctx: Context,
  id: string,
  input: UpdateWebhookEndpoint,
): Promise<WebhookEndpoint> {
  if (input.url !== undefined) await refuseUrl(ctx, input.url);
  return ctx.sqlTransaction(async (tx) => {
    const before = await lockEndpoint(tx, id);
    const now = tx.now();
    const { values, changes } = patched(
      {
        url: before.url,
        description: before.description,
        events: before.events,
        isEnabled: before.isEnabled,
      },
      { ...input, events: input.events && [...new Set(input.events)] },
    );
    if (isEmpty(changes)) return presentEndpoint(before, now);
    const { url, description, isEnabled } = values;
    // Turning an endpoint off gives nobody anything.
    const isSending = isEnabled && !before.isEnabled;
    const isRedirected = changes.url !== undefined || changes.events !== undefined;
    if (isSending || isRedirected) requireReadable(tx.actor, values.events);
    const sets: Sql[] = [
      sql`url = ${url}, description = ${description}, events = ${values.events}::text[],
        is_enabled = ${isEnabled}`,
      sql`updated_at = ${now}::timestamptz`,
    ];
    if (isRedirected) {
      const reader = readerOf(tx.actor);
      sets.push(
        sql`created_by_id = ${reader.id}::uuid, created_by_key_id = ${reader.keyId}::uuid, created_by_name = ${reader.name}`,
      );
    }
    if (isEnabled && (!before.isEnabled || url !== before.url)) {
      sets.push(
        sql`disabled_reason = NULL, disabled_at = NULL, failing_since = NULL, throttled_until = NULL`,
      );
    }
    if (!isEnabled && before.isEnabled) {
      sets.push(sql`disabled_reason = NULL, disabled_at = ${now}::timestamptz`);
      await endDeliveries(tx, { endpointId: id, isEnabled: false });
    }
    await tx.query(sql`
      UPDATE webhook_endpoints SET ${join(sets)}
      WHERE account_id = ${tx.accountId}::uuid AND id = ${id}::uuid`);
    const addresses = changes.url && { url: { from: urlForLog(before.url), to: urlForLog(url) } };
    const data = { changes: { ...changes, ...addresses } };
    tx.record({ type: 'webhook_endpoint.updated', target: targetOf({ id, url }), data });
    return presentEndpoint(await requireEndpoint(tx, id), now);
  });
}
