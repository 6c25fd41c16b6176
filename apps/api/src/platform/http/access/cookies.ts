import { basePath } from '@muster/contracts/kit/endpoint';
import type { FastifyReply } from 'fastify';
import type { Config } from '../../../config.ts';
import { days, minutes } from '../../clock.ts';

export const accessCookie = 'muster_access';
export const refreshCookie = 'muster_refresh';

/** How long an access token is valid; permissions are looked up at every request. */
export const accessLifetimeMs = minutes(10);
/** How long a sign-in lasts without being used. */
export const refreshLifetimeMs = days(30);

/** A sign-in that was started or renewed. */
export interface StartedSignIn {
  readonly identityId: string;
  readonly signInId: string;
  readonly refreshToken: string;
}

/**
 * Sets both cookies: not readable by scripts, not sent with other sites' forms, and over TLS only if TLS is
 * used.
 * @param reply the response
 * @param signIn the started or renewed sign-in
 */
export function setTokenCookies(reply: FastifyReply, config: Config, signIn: StartedSignIn): void {
  const accessToken = reply.server.jwt.sign({ sub: signIn.identityId, sid: signIn.signInId });
  const common = { httpOnly: true, sameSite: 'lax', secure: config.publicUrl.startsWith('https:') } as const;
  reply.setCookie(accessCookie, accessToken, { ...common, path: '/api', maxAge: accessLifetimeMs / 1000 });
  reply.setCookie(refreshCookie, signIn.refreshToken, {
    ...common,
    path: `${basePath}/auth`,
    maxAge: refreshLifetimeMs / 1000,
  });
}

/** Removes both cookies. */
export function clearTokenCookies(reply: FastifyReply): void {
  reply.clearCookie(accessCookie, { path: '/api' });
  reply.clearCookie(refreshCookie, { path: `${basePath}/auth` });
}
