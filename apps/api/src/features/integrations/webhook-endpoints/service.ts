import type {
  CreateWebhookEndpoint,
  ListWebhookEndpoints,
  WebhookEndpoint,
  WebhookEndpointWithSecret,
} from '@muster/contracts/integrations/webhook-endpoints';
import type { Actor } from '../../../platform/context/actor.ts';
import type { Context } from '../../../platform/context/context.ts';
import { newId } from '../../../platform/crypto/tokens.ts';
import { listPage } from '../../../platform/db/list-page.ts';
import { sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';
import { mintWebhookSecret } from '../../../platform/webhooks/signing.ts';
import { requireReadable } from '../../../policies/event-readers.ts';
import { targetOf } from './endpoint-url.ts';
import { countEndpoints, endpointList, lockEndpoint, presentEndpoint, requireEndpoint } from './queries.ts';

/** The maximum number of endpoints per account. */
const most = 20;

/** How long the previous secret signs as well. */
const overlapMs = 24 * 3_600_000;

/** A page of the endpoints. */
export function listEndpoints(ctx: Context, query: ListWebhookEndpoints) {
  return listPage(ctx, endpointList, query, (row) => presentEndpoint(row, ctx.now()));
}

/** @throws Failure `not_found` */
export async function getEndpoint(ctx: Context, id: string): Promise<WebhookEndpoint> {
  return presentEndpoint(await requireEndpoint(ctx, id), ctx.now());
}

/**
 * Adds an endpoint. Its secret is stored encrypted and visible in this response only.
 * @param input its URL was checked before (`refuseUrl`)
 * @throws Failure `too_many_webhook_endpoints`, `scope_not_held` for events that the caller may not read
 */
export async function createEndpoint(
  ctx: Context,
  input: CreateWebhookEndpoint,
): Promise<WebhookEndpointWithSecret> {
  const { url, description, isEnabled } = input;
  requireReadable(ctx.actor, input.events);
  const [id, secret] = [newId(), mintWebhookSecret()];
  const sealed = ctx.deps.secrets.seal(secret);
  const events = [...new Set(input.events)];
  const reader = readerOf(ctx.actor);
  return ctx.sqlTransaction(async (tx) => {
    const now = tx.now();
    // One at a time per account, so that the limit holds.
    await tx.query(sql`SELECT id FROM accounts WHERE id = ${tx.accountId}::uuid FOR NO KEY UPDATE`);
    if ((await countEndpoints(tx)) >= most) fail('too_many_webhook_endpoints', { values: { limit: most } });
    await tx.query(sql`
      INSERT INTO webhook_endpoints (account_id, id, url, description, events, is_enabled, disabled_at,
        created_by_id, created_by_key_id, created_by_name, secret, created_at, updated_at)
      VALUES (${tx.accountId}::uuid, ${id}::uuid, ${url}, ${description}, ${events}::text[], ${isEnabled},
        ${isEnabled ? null : now}::timestamptz, ${reader.id}::uuid, ${reader.keyId}::uuid, ${reader.name}, ${sealed}, ${now}::timestamptz, ${now}::timestamptz)`);
    const target = targetOf({ id, url });
    tx.record({
      type: 'webhook_endpoint.created',
      target,
      data: { url: target.name, events, description, isEnabled },
    });
    return { ...presentEndpoint(await requireEndpoint(tx, id), now), secret };
  });
}

/** Whose permissions decide what an endpoint receives: those of its creator, or of who redirected it last. */
export function readerOf({ type, id, name, person }: Actor) {
  return { id: person?.id ?? null, keyId: type === 'api_key' ? id : null, name };
}

/**
 * Deletes an endpoint with its deliveries, sent and pending.
 * @throws Failure `not_found`
 */
export async function deleteEndpoint(ctx: Context, id: string): Promise<void> {
  await ctx.sqlTransaction(async (tx) => {
    const target = targetOf(await lockEndpoint(tx, id));
    // A transaction that writes events locks the counter, then the endpoints; this uses the same order.
    await tx.query(sql`SELECT 1 FROM event_sequences WHERE account_id = ${tx.accountId}::uuid FOR UPDATE`);
    await tx.query(
      sql`DELETE FROM webhook_endpoints WHERE account_id = ${tx.accountId}::uuid AND id = ${id}::uuid`,
    );
    tx.record({ type: 'webhook_endpoint.deleted', target });
  });
}

/**
 * Gives an endpoint a new secret. For a day both secrets sign, so that the receiver can switch without
 * downtime.
 * @throws Failure `not_found`, `scope_not_held` for events that the caller may not read
 */
export function rotateSecret(ctx: Context, id: string): Promise<WebhookEndpointWithSecret> {
  const secret = mintWebhookSecret();
  const sealed = ctx.deps.secrets.seal(secret);
  return ctx.sqlTransaction(async (tx) => {
    const endpoint = await lockEndpoint(tx, id);
    requireReadable(tx.actor, endpoint.events);
    const now = tx.now();
    await tx.query(sql`
      UPDATE webhook_endpoints SET previous_secret = secret, secret = ${sealed},
        updated_at = ${now}::timestamptz,
        previous_expires_at = ${new Date(now.getTime() + overlapMs)}::timestamptz
      WHERE account_id = ${tx.accountId}::uuid AND id = ${id}::uuid`);
    tx.record({ type: 'webhook_endpoint.secret_rotated', target: targetOf(endpoint) });
    return { ...presentEndpoint(await requireEndpoint(tx, id), now), secret };
  });
}
