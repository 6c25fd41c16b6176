import type { WebhookEndpoint } from '@muster/contracts/integrations/webhook-endpoints';
import type { WriteContext } from '../../../platform/context/context.ts';
import { holderColumns } from '../../../platform/context/present-permissions.ts';
import { byTime, defineList, requireRow } from '../../../platform/db/list-page.ts';
import { type Query, sql } from '../../../platform/db/sql.ts';
import { type EventReader, missingToRead } from '../../../policies/event-readers.ts';
import { endpointReader } from '../webhook-deliveries/index.ts';

/** An endpoint as stored, with who decides what it receives. */
export interface EndpointRow extends Omit<WebhookEndpoint, 'createdBy' | 'missingPermissions'>, EventReader {
  readonly readerName: string;
}

/** The endpoints of an account. */
export const endpointList = defineList<EndpointRow, object, 'createdAt'>({
  endpoint: 'webhookEndpoints.list',
  columns: sql`
    w.id, w.url, w.description, w.events, w.is_enabled AS "isEnabled", w.disabled_reason AS "disabledReason",
    w.disabled_at AS "disabledAt", w.failing_since AS "failingSince", w.last_success_at AS "lastSuccessAt",
    w.previous_expires_at AS "previousSecretExpiresAt", w.created_at AS "createdAt",
    w.updated_at AS "updatedAt", w.created_by_id AS "readerId", w.created_by_key_id AS "readerKeyId",
    w.created_by_name AS "readerName", ${holderColumns}`,
  from: sql`FROM webhook_endpoints w ${endpointReader}`,
  account: sql`w.account_id`,
  id: sql`w.id`,
  sorts: { createdAt: byTime(sql`w.created_at`, 'createdAt') },
  where: {},
  countFrom: () => sql`FROM webhook_endpoints w`,
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
): Promise<EndpointRow> {
  return requireRow(reader, endpointList, id);
}

/**
 * Locks an endpoint for a change.
 * @throws Failure `not_found`
 */
export function lockEndpoint(tx: WriteContext, id: string): Promise<EndpointRow> {
  return requireRow(tx, endpointList, id, { lock: sql`FOR NO KEY UPDATE OF w` });
}

/** An endpoint as the API shows it, without a secret rotation that is over. */
export function presentEndpoint(row: EndpointRow, now: Date): WebhookEndpoint {
  const {
    readerId,
    readerKeyId,
    readerName,
    role: _r,
    status: _s,
    scopes: _c,
    expiresAt: _e,
    revokedAt: _v,
    ...shown
  } = row;
  const at = row.previousSecretExpiresAt;
  return {
    ...shown,
    previousSecretExpiresAt: at !== null && at > now ? at : null,
    createdBy: readerId === null ? null : { id: readerKeyId ?? readerId, name: readerName },
    missingPermissions: [...missingToRead(row, row.events, now)],
  };
}
