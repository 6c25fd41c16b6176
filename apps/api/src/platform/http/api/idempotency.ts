import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { days } from '../../clock.ts';
import { inOneTransaction } from '../../context/account-context.ts';
import type { Context } from '../../context/context.ts';
import { type Query, sql } from '../../db/sql.ts';
import { fail } from '../../errors.ts';

/** How long a response can be replayed. */
export const responseRetentionMs = days(1);

/** A stored response: status and body. */
export interface StoredResponse {
  readonly status: number;
  readonly body: string | undefined;
  /** Whether it is the response of an earlier call. */
  readonly isReplayed?: boolean;
}

/** A call that is carried out once, however often it is sent. */
export interface IdempotentCall {
  /** The `Idempotency-Key`. */
  readonly key: string;
  /** The endpoint's name. */
  readonly route: string;
  /** The input of the request. */
  readonly input: { readonly params: unknown; readonly query: unknown; readonly body: unknown };
}

/**
 * The `Idempotency-Key` of a request, bare or as the quoted string of
 * draft-ietf-httpapi-idempotency-key-header-07.
 * @returns undefined if there is none
 * @throws Failure `validation_failed` if it is not 1 to 255 printable ASCII characters
 */
export function idempotencyKey({ headers }: FastifyRequest): string | undefined {
  const header = headers['idempotency-key'];
  if (header === undefined) return undefined;
  const text = String(header).trim();
  const key = /^"(?:[^"\\]|\\["\\])*"$/.test(text) ? text.slice(1, -1).replace(/\\(["\\])/g, '$1') : text;
  if (/^[\x20-\x7e]{1,255}$/.test(key)) return key;
  const code = 'idempotency_key_invalid';
  return fail('validation_failed', { errors: [{ pointer: '#header/Idempotency-Key', detail: code, code }] });
}

/**
 * Carries a call out once for each key, account, caller and route. The response is stored in the same
 * transaction as the effect. A failed call stores nothing and may be sent again.
 * @param ctx the caller's context
 * @param work carries it out inside the transaction
 * @throws Failure `idempotency_in_progress`, `idempotency_key_reused`, and the failures of `work`
 */
export async function runIdempotently(
  ctx: Context,
  call: IdempotentCall,
  work: (inside: Context) => Promise<StoredResponse>,
): Promise<StoredResponse> {
  const { type, id } = ctx.actor;
  const hash = digest([type, id, call.route, call.key]);
  const fingerprint = await fingerprintOf(ctx, call.input);
  return inOneTransaction(ctx, async (inside, query) => {
    // Held until the commit, across processes; the stored response is read after taking it.
    const [lock] = await query<{ isFree: boolean }>(
      sql`SELECT pg_try_advisory_xact_lock(${hash.readBigInt64BE(0)}::bigint) AS "isFree"`,
    );
    if (!lock?.isFree) fail('idempotency_in_progress', { retryAfter: 1 });
    const earlier = await findAnswer(query, ctx, hash);
    if (earlier) {
      if (!fingerprint.equals(earlier.fingerprint)) fail('idempotency_key_reused');
      const body = ctx.deps.secrets.unseal(earlier.sealed) as string | null;
      return { status: earlier.status, body: body ?? undefined, isReplayed: true };
    }
    const response = await work(inside);
    const sealed = ctx.deps.secrets.seal(response.body ?? null);
    await query(sql`
      INSERT INTO idempotent_answers (account_id, hash, fingerprint, status, sealed, created_at)
      VALUES (${ctx.accountId}::uuid, ${hash}, ${fingerprint}, ${response.status}, ${sealed}, ${ctx.now()})
      ON CONFLICT (account_id, hash) DO UPDATE SET fingerprint = excluded.fingerprint, status = excluded.status,
        sealed = excluded.sealed, created_at = excluded.created_at`);
    return response;
  });
}

async function findAnswer(query: Query, ctx: Context, hash: Buffer) {
  const oldest = new Date(ctx.now().getTime() - responseRetentionMs);
  const [found] = await query<{ status: number; sealed: Uint8Array; fingerprint: Uint8Array }>(sql`
    SELECT status, sealed, fingerprint FROM idempotent_answers
    WHERE account_id = ${ctx.accountId}::uuid AND hash = ${hash} AND created_at > ${oldest}`);
  return found;
}

function digest(parts: readonly unknown[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}

/** A file is identified by its content, not by its temporary path. */
async function fingerprintOf(
  { deps }: Context,
  { params, query, body }: IdempotentCall['input'],
): Promise<Buffer> {
  const file = typeof body === 'object' && body !== null && 'file' in body ? body.file : undefined;
  if (typeof file !== 'object' || file === null || !('path' in file)) return digest([params, query, body]);
  const hash = await deps.files.run<string>('hashFile', file.path);
  return digest([params, query, { ...(body as object), file: hash }]);
}
