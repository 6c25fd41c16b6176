import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Dependencies } from '../../../dependencies.ts';
import { type FoundKey, findKey, type KeyIdentity } from '../../api-keys/find-key.ts';
import { isAllowedFrom } from '../../api-keys/networks.ts';
import { isWellFormedKey } from '../../api-keys/secret.ts';
import { hashToken } from '../../crypto/tokens.ts';
import { acrossAccounts } from '../../db/across-accounts.ts';
import { fail } from '../../errors.ts';
import { seconds, setQuotaHeaders } from '../../rate-limits/headers.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The calling API key, once it is known. */
    apiKey: KeyIdentity | null;
  }
  interface FastifyReply {
    /** The code of the problem in the response. */
    problemCode: string | null;
  }
}

/** The token of an `Authorization: Bearer …` header (RFC 6750), if there is one. */
export function bearerToken({ headers }: FastifyRequest): string | undefined {
  return /^bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
}

/**
 * Logs each finished request of a key: its route, never its contents.
 * @param app the server that keys call
 */
export function logKeyRequests(app: FastifyInstance, { keyUsage, clock }: Dependencies): void {
  app.decorateRequest('apiKey', null);
  app.decorateReply('problemCode', null);
  app.addHook('onResponse', (request, reply, done) => {
    const { apiKey } = request;
    if (apiKey) {
      keyUsage.note({
        ...{ accountId: apiKey.accountId, keyId: apiKey.keyId },
        ...{
          method: request.method,
          route: request.routeOptions.url ?? 'unmatched',
          status: reply.statusCode,
        },
        ...{ code: reply.problemCode, durationMs: reply.elapsedTime, requestId: request.id },
        ...{ isReplayed: reply.hasHeader('Idempotency-Replayed'), ipAddress: request.ip, time: clock.now() },
      });
    }
    done();
  });
}

/**
 * Identifies the calling key and counts the request against its quotas.
 * @param secret the bearer token
 * @throws Failure `unauthenticated`, `api_key_expired`, `network_not_allowed`, `rate_limited`
 */
export async function authenticateKey(
  deps: Dependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  secret: string,
): Promise<FoundKey> {
  const hash = hashToken(secret);
  const name = `key ${Buffer.from(hash).toString('base64')}`;
  const key =
    deps.callerCache.peek<FoundKey>(name) ??
    (await lookUpKey(deps, { request, reply }, { secret, hash, name }));
  const now = deps.clock.now();
  if (key.overlapEndsAt && key.overlapEndsAt <= now) fail('unauthenticated');
  request.apiKey = { accountId: key.accountId, keyId: key.keyId };
  if (key.expiresAt && key.expiresAt <= now) fail('api_key_expired');
  if (!key.networks.every((networks) => isAllowedFrom(networks, request.ip)))
    fail('network_not_allowed', { values: { ip: request.ip } });
  const { states, refusedBy } = await deps.keyQuotas.take(key);
  setQuotaHeaders(reply, states);
  if (refusedBy) fail('rate_limited', { retryAfter: seconds(refusedBy) });
  return key;
}

/**
 * Guessing keys is limited like any other traffic; a request with a valid key counts against its quotas only.
 */
async function lookUpKey(
  deps: Dependencies,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { secret, hash, name }: { secret: string; hash: Uint8Array<ArrayBuffer>; name: string },
): Promise<FoundKey> {
  await deps.networkLimit.count(request, reply);
  if (!isWellFormedKey(secret)) fail('unauthenticated');
  const { queryByKey } = acrossAccounts(deps, 'the API key with a secret');
  const key = await deps.callerCache.getOrLoad(name, () => findKey(queryByKey, hash, deps.clock.now()));
  if (!key) fail('unauthenticated');
  await deps.networkLimit.uncount(request);
  return key;
}
