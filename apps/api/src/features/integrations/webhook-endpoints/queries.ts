import type { WebhookEndpoint } from '@muster/contracts/integrations/webhook-endpoints';
import type { Context, WriteContext } from '../../../platform/context/context.ts';
import type { Keyset } from '../../../platform/db/keyset.ts';
import { keysetSql } from '../../../platform/db/keyset.ts';
import { empty, type Query, sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';

const columns = sql`
  w.id, w.url, w.description, w.events, w.is_enabled AS "isEnabled", w.disabled_reason AS "disabledReason",
  w.disabled_at AS "disabledAt", w.failing_since AS "failingSince", w.last_success_at AS "lastSuccessAt",
  w.previous_expires_at AS "previousSecretExpiresAt", w.created_at AS "createdAt",
  w.updated_at AS "updatedAt"`;

/** Endpoints in keyset order. */
export function findEndpoints(ctx: Context, keyset: Keyset<'createdAt'>): Promise<WebhookEndpoint[]> {
  const page = keysetSql(keyset, sql`w.created_at`, { id: sql`w.id`, cast: 'timestamptz' });
  return ctx.query<WebhookEndpoint>(sql`
    SELECT ${columns} FROM webhook_endpoints w
    WHERE w.account_id = ${ctx.accountId}::uuid ${page.where} ${page.tail}`);
}

/** How many endpoints the account has. */
export async function countEndpoints({ accountId, query }: { accountId: string; query: Query }) {
  const [row] = await query<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM webhook_endpoints WHERE account_id = ${accountId}::uuid`);
  return row?.count ?? 0;
}

/** @throws Failure `not_found` */
export async function requireEndpoint(
  { accountId, query }: { accountId: string; query: Query },
  id: string,
): Promise<WebhookEndpoint> {
  return (await find({ accountId, query }, id, false)) ?? fail('not_found');
}

/**
 * Locks an endpoint for a change.
 * @throws Failure `not_found`
 */
export async function lockEndpoint(tx: WriteContext, id: string): Promise<WebhookEndpoint> {
  return (await find(tx, id, true)) ?? fail('not_found');
}

async function find(
  { accountId, query }: { accountId: string; query: Query },
  id: string,
  isLocked: boolean,
): Promise<WebhookEndpoint | undefined> {
  const [row] = await query<WebhookEndpoint>(sql`
    SELECT ${columns} FROM webhook_endpoints w WHERE w.account_id = ${accountId}::uuid AND w.id = ${id}::uuid
    ${isLocked ? sql`FOR NO KEY UPDATE` : empty}`);
  return row;
}

/** An endpoint as the API shows it: an exchange of secrets that is over is not told. */
export function presentEndpoint(row: WebhookEndpoint, now: Date): WebhookEndpoint {
  const { previousSecretExpiresAt: at } = row;
  return { ...row, previousSecretExpiresAt: at !== null && at > now ? at : null };
}
