import type { Role } from '@muster/contracts/permissions';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { Dependencies } from '../../../dependencies.ts';
import { type Actor, userActor } from '../../context/actor.ts';
import type { Secrets } from '../../crypto/secrets.ts';
import { acrossAccounts } from '../../db/across-accounts.ts';
import { sql } from '../../db/sql.ts';
import { fail } from '../../errors.ts';
import { authenticateKey, bearerToken } from './bearer.ts';
import { readCookie } from './cookies.ts';

const Claims = z.object({ sub: z.string(), sid: z.uuid() });

interface SignedIn {
  accountId: string;
  userId: string;
  identityId: string;
  name: string;
  role: Role;
  expiresAt: Date;
}

/**
 * Identifies the caller: an API key by its bearer token (RFC 6750), or a person by their sign-in cookie.
 * @param mayBeKey whether keys may call the endpoint as well
 * @throws Failure `unauthenticated`; `forbidden` for a key where only a person may call; the failures of
 * `authenticateKey`
 */
export async function authenticate(
  deps: Dependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  mayBeKey: boolean,
): Promise<{ actor: Actor; accountId: string }> {
  const secret = bearerToken(request);
  if (secret === undefined) return authenticateSignIn(deps, request);
  if (!mayBeKey) fail('forbidden', { values: { scope: 'person' } });
  return authenticateKey(deps, request, reply, secret);
}

/**
 * Identifies the caller's sign-in by its access token. One query checks that the sign-in has not ended and
 * the user is still active, unless both are cached (`createCallerCache`).
 * @throws Failure `unauthenticated`
 */
export async function authenticateSignIn(
  deps: Dependencies,
  request: FastifyRequest,
): Promise<{ actor: Actor; accountId: string }> {
  const token = readCookie(request, deps.config, 'access');
  if (!token) fail('unauthenticated');
  const claims = Claims.safeParse(verify(request, deps.secrets, token));
  if (!claims.success) fail('unauthenticated');
  const { sid } = claims.data;
  const found = await deps.callerCache.getOrLoad(`sign-in ${sid}`, () => findSignIn(deps, sid));
  if (!found || found.expiresAt <= deps.clock.now()) fail('unauthenticated');
  const { accountId, userId, identityId, name, role } = found;
  return {
    accountId,
    actor: userActor({ id: userId, name, role }, { identityId, signInId: sid }),
  };
}

/** A live sign-in of an active user. */
async function findSignIn(deps: Dependencies, id: string): Promise<SignedIn | undefined> {
  const [found] = await acrossAccounts(deps, 'the sign-in that a token names').queryByKey<SignedIn>(sql`
    SELECT s.account_id AS "accountId", s.user_id AS "userId", s.identity_id AS "identityId", u.name, u.role::text,
      s.expires_at AS "expiresAt"
    FROM sign_ins s JOIN users u ON u.account_id = s.account_id AND u.id = s.user_id
    WHERE s.id = ${id}::uuid AND s.ended_at IS NULL AND u.status = 'active'`);
  return found;
}

/**
 * The sign-in named by an access token, if the token is valid. Does not check whether the sign-in is still
 * live.
 */
export function signInIdOf(request: FastifyRequest, secrets: Secrets, token: string): string | undefined {
  return Claims.safeParse(verify(request, secrets, token)).data?.sid;
}

function verify(request: FastifyRequest, { accessTokens }: Secrets, token: string): unknown {
  try {
    return request.server.jwt.verify(token);
  } catch {
    return (
      accessTokens
        .slice(1)
        .map((key) => verifyWith(request, key, token))
        .find(Boolean) ?? null
    );
  }
}

/** While the installation's secret is being replaced: tokens of the previous one. */
function verifyWith(request: FastifyRequest, key: Buffer, token: string): unknown {
  try {
    return request.server.jwt.verify(token, { key });
  } catch {
    return null;
  }
}
