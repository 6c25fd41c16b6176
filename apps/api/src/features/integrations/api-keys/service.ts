import type { Permission } from '@muster/contracts/catalogue';
import type {
  ApiKey,
  ApiKeyWithSecret,
  CreateApiKey,
  ListApiKeys,
  RotateApiKey,
  UpdateApiKey,
} from '@muster/contracts/integrations/api-keys';
import { mintKey } from '../../../platform/api-keys/secret.ts';
import { hasPermission } from '../../../platform/context/actor.ts';
import type { Context, WriteContext } from '../../../platform/context/context.ts';
import { newId } from '../../../platform/crypto/tokens.ts';
import { listPage, requireRow } from '../../../platform/db/list-page.ts';
import { sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';
import { isEmpty, patched } from '../../../platform/fields/values.ts';
import { presentKey } from './present.ts';
import { countKeys, type KeyRow, keyList, lockKey } from './queries.ts';

/** The maximum number of keys per account. */
const most = 100;

/** A page of the keys that are not revoked. */
export function listKeys(ctx: Context, query: ListApiKeys) {
  return listPage(ctx, keyList, query, (row) => presentKey(row, ctx.now()));
}

/** @throws Failure `not_found` */
export async function getKey(ctx: Context, id: string): Promise<ApiKey> {
  return presentKey(await requireRow(ctx, keyList, id), ctx.now());
}

/**
 * Creates a key. Only its hash is stored; the secret is visible in this response only.
 * @throws Failure `scope_not_held` for permissions the caller does not have, `too_many_api_keys`,
 * `validation_failed` for an expiry in the past
 */
export function createKey(ctx: Context, input: CreateApiKey): Promise<ApiKeyWithSecret> {
  const { name, scopes, allowedIps, expiresAt } = input;
  const creator = ctx.actor.person ?? fail('forbidden');
  refuseMoreThanHeld(ctx, scopes);
  if (expiresAt && expiresAt <= ctx.now()) refusePast();
  const { key, prefix, hash } = mintKey();
  const id = newId();
  return ctx.sqlTransaction(async (tx) => {
    // One at a time per account, so that the limit holds.
    await tx.query(sql`SELECT id FROM accounts WHERE id = ${tx.accountId}::uuid FOR NO KEY UPDATE`);
    if ((await countKeys(tx)) >= most) fail('too_many_api_keys', { values: { limit: most } });
    await tx.query(sql`
      INSERT INTO api_keys (account_id, id, created_by_id, name, prefix, hash, scopes, allowed_ips, expires_at, created_at)
      VALUES (${tx.accountId}::uuid, ${id}::uuid, ${creator.id}::uuid, ${name}, ${prefix}, ${hash},
        ${[...new Set(scopes)]}::text[], ${allowedIps}::text[], ${expiresAt ?? null}::timestamptz,
        ${tx.now()}::timestamptz)`);
    const data = { scopes, allowedIps, expiresAt: expiresAt?.toISOString() ?? null };
    tx.record({ type: 'api_key.created', target: { type: 'api_key', id, name }, data });
    return { ...(await reread(tx, id)), key };
  });
}

/**
 * Changes a key's name or networks.
 * @throws Failure `not_found`, `scope_not_held` if the key has permissions the caller does not have
 */
export function updateKey(ctx: Context, id: string, input: UpdateApiKey): Promise<ApiKey> {
  return ctx.sqlTransaction(async (tx) => {
    const row = await lockOwn(ctx, tx, id);
    const { values, changes } = patched({ name: row.name, allowedIps: row.allowedIps }, input);
    const { name, allowedIps } = values;
    await tx.query(sql`
      UPDATE api_keys SET name = ${name}, allowed_ips = ${allowedIps}::text[]
      WHERE account_id = ${tx.accountId}::uuid AND id = ${id}::uuid`);
    if (!isEmpty(changes)) {
      tx.record({ type: 'api_key.updated', target: { type: 'api_key', id, name }, data: { changes } });
    }
    return reread(tx, id);
  });
}

/**
 * Gives a key a new secret.
 * @param input.overlapSeconds how long the previous secret still works; any older one ends immediately
 * @throws Failure `not_found`, `scope_not_held` if the key has permissions the caller does not have
 */
export function rotateKey(ctx: Context, id: string, input: RotateApiKey): Promise<ApiKeyWithSecret> {
  const { key, prefix, hash } = mintKey();
  return ctx.sqlTransaction(async (tx) => {
    const { name } = await lockOwn(ctx, tx, id);
    const until = new Date(tx.now().getTime() + input.overlapSeconds * 1000);
    await tx.query(sql`
      UPDATE api_keys SET previous_hash = hash, previous_expires_at = ${until}::timestamptz, hash = ${hash},
        prefix = ${prefix}, rotated_at = ${tx.now()}::timestamptz
      WHERE account_id = ${tx.accountId}::uuid AND id = ${id}::uuid`);
    const data = { overlapEndsAt: until.toISOString() };
    tx.record({ type: 'api_key.rotated', target: { type: 'api_key', id, name }, data });
    return { ...(await reread(tx, id)), key };
  });
}

/**
 * Revokes a key, immediately and permanently.
 * @throws Failure `not_found`
 */
export async function revokeKey(ctx: Context, id: string): Promise<void> {
  await ctx.sqlTransaction(async (tx) => {
    const { name } = await lockKey(tx, id);
    await tx.query(sql`
      UPDATE api_keys SET revoked_at = ${tx.now()}::timestamptz
      WHERE account_id = ${tx.accountId}::uuid AND id = ${id}::uuid`);
    tx.record({ type: 'api_key.revoked', target: { type: 'api_key', id, name } });
  });
  await ctx.deps.callerCache.untilExpired();
}

/** Receiving a key's secret or widening its networks grants its permissions, so the caller must have them. */
async function lockOwn(ctx: Context, tx: WriteContext, id: string): Promise<KeyRow> {
  const row = await lockKey(tx, id);
  refuseMoreThanHeld(ctx, row.scopes);
  return row;
}

async function reread(tx: WriteContext, id: string): Promise<ApiKey> {
  return presentKey(await requireRow(tx, keyList, id), tx.now());
}

function refuseMoreThanHeld({ actor }: Context, scopes: readonly Permission[]): void {
  const missing = scopes.filter((scope) => !hasPermission(actor, scope));
  if (missing.length > 0) fail('scope_not_held', { values: { scopes: missing.join(', ') } });
}

function refusePast(): never {
  const code = 'time_past';
  return fail('validation_failed', { errors: [{ pointer: '#/expiresAt', detail: code, code }] });
}
