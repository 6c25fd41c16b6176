import { isDeepStrictEqual } from 'node:util';
import type {
  UpdateWebhookEndpoint,
  WebhookEndpoint,
} from '@muster/contracts/integrations/webhook-endpoints';
import type { Context } from '../../../platform/context/context.ts';
import { join, type Sql, sql } from '../../../platform/db/sql.ts';
import { endDeliveries, urlForLog } from '../webhook-deliveries/index.ts';
import { refuseUrl, targetOf } from './endpoint-url.ts';
import { lockEndpoint, presentEndpoint, requireEndpoint } from './queries.ts';

/**
 * Changes an endpoint. An enabled or redirected endpoint starts without past failures; disabling ends its
 * pending deliveries.
 * @throws Failure `not_found`, `webhook_url_refused`
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
    const { url = before.url, description = before.description, isEnabled = before.isEnabled } = input;
    const after = { url, description, isEnabled, events: [...new Set(input.events ?? before.events)] };
    const changes = changesOf(before, after);
    if (changes === null) return presentEndpoint(before, now);
    const sets: Sql[] = [
      sql`url = ${url}, description = ${description}, events = ${after.events}::text[],
        is_enabled = ${isEnabled}`,
      sql`updated_at = ${now}::timestamptz`,
    ];
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
    tx.record({ type: 'webhook_endpoint.updated', target: targetOf({ id, url }), data: { changes } });
    return presentEndpoint(await requireEndpoint(tx, id), now);
  });
}

type Changeable = Pick<WebhookEndpoint, 'url' | 'description' | 'events' | 'isEnabled'>;

/** The changes for the audit log; null if there are none. */
function changesOf(before: Changeable, after: Changeable): Record<string, unknown> | null {
  const entries = (['url', 'description', 'events', 'isEnabled'] as const)
    .filter((field) => !isDeepStrictEqual(before[field], after[field]))
    .map((field) => [field, { from: shown(before, field), to: shown(after, field) }]);
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

function shown(endpoint: Changeable, field: keyof Changeable): unknown {
  return field === 'url' ? urlForLog(endpoint.url) : endpoint[field];
}
