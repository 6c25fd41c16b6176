import type {
  ApiKey,
  ApiKeyWithSecret,
  CreateApiKey,
  ListApiKeys,
  RotateApiKey,
  UpdateApiKey,
} from '@muster/contracts/integrations/api-keys';
import { mintKey } from '../../../platform/api-keys/secret.ts';
import type { Context, WriteContext } from '../../../platform/context/context.ts';
import { newId } from '../../../platform/crypto/tokens.ts';
import { listPage, requireRow } from '../../../platform/db/list-page.ts';
import { sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';
import { isEmpty, patched } from '../../../platform/fields/values.ts';
import { requireKeyWithin } from '../../../policies/grants.ts';
import { presentKey } from './present.ts';
import { countKeys, isOf, type KeyRow, keyList, lockKey, lockParent, revokeWithChildren } from './queries.ts';

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
 * @throws Failure `scope_not_held` for permissions the caller does not have, `key_limits_exceeded` for networks or an
 * expiry beyond those of the key that asks, `too_many_api_keys`, `validation_failed` for an expiry in the past
 */
export function createKey(ctx: Context, input: CreateApiKey): Promise<ApiKeyWithSecret> {
  const { name, scopes } = input;
  const creator = ctx.actor.person ?? fail('forbidden');
  const { allowedIps, expiresAt } = limitsFor(ctx, input);
  requireKeyWithin(ctx.actor, { scopes, allowedIps, expiresAt });
  if (expiresAt && expiresAt <= ctx.now()) refusePast();
  const parentId = ctx.actor.type === 'api_key' ? ctx.actor.id : null;
  const { key, prefix, hash } = mintKey();
  const id = newId();
  return ctx.sqlTransaction(async (tx) => {
    // One at a time per account, so that the limit holds.
    await tx.query(sql`SELECT id FROM accounts WHERE id = ${tx.accountId}::uuid FOR NO KEY UPDATE`);
    if (parentId !== null) await lockParent(tx, parentId);
    if ((await countKeys(tx)) >= most) fail('too_many_api_keys', { values: { limit: most } });
    await tx.query(sql`
      INSERT INTO api_keys (account_id, id, created_by_id, parent_id, name, prefix, hash, scopes, allowed_ips,
        expires_at, created_at)
      VALUES (${tx.accountId}::uuid, ${id}::uuid, ${creator.id}::uuid, ${parentId}::uuid, ${name}, ${prefix}, ${hash},
        ${[...new Set(scopes)]}::text[], ${[...allowedIps]}::text[], ${expiresAt}::timestamptz,
        ${tx.now()}::timestamptz)`);
    const data = { scopes, allowedIps, expiresAt: expiresAt?.toISOString() ?? null };
    tx.record({ type: 'api_key.created', target: { type: 'api_key', id, name }, data });
    return { ...(await reread(tx, id)), key };
  });
}

/**
 * Changes a key's name or networks.
 * @throws Failure `not_found`, `scope_not_held` or `key_limits_exceeded` if the key has more than the caller
 */
export function updateKey(ctx: Context, id: string, input: UpdateApiKey): Promise<ApiKey> {
  return ctx.sqlTransaction(async (tx) => {
    const row = await lockHeld(tx, id);
    if (input.allowedIps) requireKeyWithin(tx.actor, { ...row, allowedIps: input.allowedIps });
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
 * @throws Failure `not_found`, `scope_not_held` or `key_limits_exceeded` if the key has more than the caller
 */
export function rotateKey(ctx: Context, id: string, input: RotateApiKey): Promise<ApiKeyWithSecret> {
  const { key, prefix, hash } = mintKey();
  return ctx.sqlTransaction(async (tx) => {
    const { name } = await lockHeld(tx, id);
    // The new secret would go on when the key that asked for it ends.
    const { type, id: own } = tx.actor;
    if (type === 'api_key' && !(own !== null && (await isOf(tx, id, own)))) fail('key_limits_exceeded');
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
 * Revokes a key and the keys that it created, immediately and permanently.
 * @throws Failure `not_found`
 */
export async function revokeKey(ctx: Context, id: string): Promise<void> {
  await ctx.sqlTransaction(async (tx) => {
    await lockKey(tx, id);
    for (const key of await revokeWithChildren(tx, id))
      tx.record({ type: 'api_key.revoked', target: { type: 'api_key', ...key } });
  });
  await ctx.deps.callerCache.untilExpired();
}

/** Receiving a key's secret or changing its networks gives what it has, so the caller must hold all of it. */
async function lockHeld(tx: WriteContext, id: string): Promise<KeyRow> {
  const row = await lockKey(tx, id);
  requireKeyWithin(tx.actor, { ...row, scopes: row.scopes ?? [] });
  return row;
}

/** The networks and the expiry of a new key: where none are given, those of the key that creates it. */
function limitsFor({ actor }: Context, { allowedIps, expiresAt }: CreateApiKey) {
  const { networks = [], expiresAt: end = null } = actor.keyLimits ?? {};
  const own = networks[0] ?? [];
  return { allowedIps: allowedIps.length > 0 ? allowedIps : own, expiresAt: expiresAt ?? end };
}

async function reread(tx: WriteContext, id: string): Promise<ApiKey> {
  return presentKey(await requireRow(tx, keyList, id), tx.now());
}

function refusePast(): never {
  const code = 'time_past';
  return fail('validation_failed', { errors: [{ pointer: '#/expiresAt', detail: code, code }] });
}
