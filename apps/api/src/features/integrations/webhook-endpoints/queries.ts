import type { WebhookEndpoint } from '@muster/contracts/integrations/webhook-endpoints';
import type { WriteContext } from '../../../platform/context/context.ts';
import { byTime, defineList, requireRow } from '../../../platform/db/list-page.ts';
import { type Query, sql } from '../../../platform/db/sql.ts';

/** The endpoints of an account. */
export const endpointList = defineList<WebhookEndpoint, object, 'createdAt'>({
  endpoint: 'webhookEndpoints.list',
  columns: sql`
    w.id, w.url, w.description, w.events, w.is_enabled AS "isEnabled", w.disabled_reason AS "disabledReason",
    w.disabled_at AS "disabledAt", w.failing_since AS "failingSince", w.last_success_at AS "lastSuccessAt",
    w.previous_expires_at AS "previousSecretExpiresAt", w.created_at AS "createdAt",
    w.updated_at AS "updatedAt"`,
  from: sql`FROM webhook_endpoints w`,
  account: sql`w.account_id`,
  id: sql`w.id`,
  sorts: { createdAt: byTime(sql`w.created_at`, 'createdAt') },
  where: {},
});

/** How many endpoints the account has. */
export async function countEndpoints({ accountId, query }: { accountId: string; query: Query }) {
  const [row] = await query<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM webhook_endpoints WHERE account_id = ${accountId}::uuid`);
  return row?.count ?? 0;
}

/** @throws Failure `not_found` */
export function requireEndpoint(
  reader: { accountId: string; query: Query },
  id: string,
): Promise<WebhookEndpoint> {
  return requireRow(reader, endpointList, id);
}

/**
 * Locks an endpoint for a change.
 * @throws Failure `not_found`
 */
export function lockEndpoint(tx: WriteContext, id: string): Promise<WebhookEndpoint> {
  return requireRow(tx, endpointList, id, { lock: sql`FOR NO KEY UPDATE` });
}

/** An endpoint as the API shows it, without a secret rotation that is over. */
export function presentEndpoint(row: WebhookEndpoint, now: Date): WebhookEndpoint {
  const { previousSecretExpiresAt: at } = row;
  return { ...row, previousSecretExpiresAt: at !== null && at > now ? at : null };
}
