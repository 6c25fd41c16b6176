import type { Role } from '@muster/contracts/permissions';
import type { FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { Dependencies } from '../../dependencies.ts';
import { type Actor, userActor } from '../context.ts';
import { fail } from '../errors.ts';
import { sql } from '../sql.ts';
import { accessCookie } from './cookies.ts';

const Claims = z.object({ sub: z.string(), sid: z.uuid() });

interface SignedIn {
  accountId: string;
  userId: string;
  identityId: string;
  name: string;
  role: Role;
}

/**
 * Finds out who calls. The token proves the sign-in; that it was not ended and the user is still active is asked of
 * the database every time, so that ending either takes effect at once. One query.
 * @throws Failure `unauthenticated`
 */
export async function authenticate(
  deps: Dependencies,
  request: FastifyRequest,
): Promise<{ actor: Actor; accountId: string }> {
  const token = request.cookies[accessCookie];
  if (!token) fail('unauthenticated');
  const claims = Claims.safeParse(verify(request, token));
  if (!claims.success) fail('unauthenticated');
  const [found] = await deps.lookUp<SignedIn>(sql`
    SELECT s.account_id AS "accountId", s.user_id AS "userId", s.identity_id AS "identityId", u.name, u.role::text
    FROM sign_ins s JOIN users u ON u.account_id = s.account_id AND u.id = s.user_id
    WHERE s.id = ${claims.data.sid}::uuid AND s.ended_at IS NULL AND s.expires_at > ${deps.clock.now()}
      AND u.status = 'active'`);
  if (!found) fail('unauthenticated');
  const { accountId, userId, identityId, name, role } = found;
  return {
    accountId,
    actor: userActor({ id: userId, name, role }, { identityId, signInId: claims.data.sid }),
  };
}

/** The sign-in an access token names, if the token is good; whether the sign-in still lives is not asked. */
export function signInIdOf(request: FastifyRequest, token: string): string | undefined {
  return Claims.safeParse(verify(request, token)).data?.sid;
}

function verify(request: FastifyRequest, token: string): unknown {
  try {
    return request.server.jwt.verify(token);
  } catch {
    return null;
  }
}
