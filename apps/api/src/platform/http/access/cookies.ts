import { basePath } from '@muster/contracts/kit/endpoint';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../../config.ts';
import type { Dependencies } from '../../../dependencies.ts';
import { minutes } from '../../clock.ts';
import { type CookieOfDevice, deviceCookieLifetimeMs, renewDevice } from './device-cookie.ts';

/** How long an access token is valid; permissions are looked up at every request. */
export const accessLifetimeMs = minutes(10);

/** A sign-in that was started or renewed. */
export interface StartedSignIn {
  readonly identityId: string;
  readonly signInId: string;
  readonly refreshToken: string;
  /** When it ends, unless it is used before. */
  readonly expiresAt: Date;
}

const names = { access: 'muster_access', refresh: 'muster_refresh', device: 'muster_device' };
type CookieName = keyof typeof names;

/**
 * The attributes of a cookie. With TLS its name makes browsers refuse one that another host of the domain, or a page
 * without TLS, has set (RFC 6265bis, 4.1.3); `__Host-` needs the path `/`.
 */
function attributesOf(name: CookieName, { publicUrl }: Config) {
  const secure = publicUrl.startsWith('https:');
  const path = { access: secure ? '/' : '/api', refresh: `${basePath}/auth`, device: basePath }[name];
  const prefix = secure ? (path === '/' ? '__Host-' : '__Secure-') : '';
  return { name: `${prefix}${names[name]}`, path, secure };
}

/** The value of a cookie under its present name. */
export function readCookie(request: FastifyRequest, config: Config, name: CookieName): string | undefined {
  return request.cookies[attributesOf(name, config).name];
}

/** A refresh token, and whether it came in the cookie of versions that used no prefix. */
export interface ShownRefreshToken {
  readonly token: string;
  readonly isUnderOldName: boolean;
}

/** The refresh token that a request shows, also under its name from before. */
export function readRefreshToken(request: FastifyRequest, config: Config): ShownRefreshToken | undefined {
  const token = readCookie(request, config, 'refresh');
  if (token !== undefined) return { token, isUnderOldName: false };
  const old = request.cookies[names.refresh];
  return old === undefined ? undefined : { token: old, isUnderOldName: true };
}

/**
 * Sets the cookies of a sign-in, and the one by which the device is known later: not readable by scripts, not sent
 * with other sites' forms, and over TLS only if TLS is used.
 */
export function setTokenCookies(
  { request, reply }: Exchange,
  deps: Dependencies,
  signIn: StartedSignIn,
): void {
  const { config, clock } = deps;
  clearOldCookies({ request, reply }, config);
  const accessToken = reply.server.jwt.sign({ sub: signIn.identityId, sid: signIn.signInId });
  set(reply, config, { name: 'access', value: accessToken, lifetimeMs: accessLifetimeMs });
  const lifetimeMs = signIn.expiresAt.getTime() - clock.now().getTime();
  set(reply, config, { name: 'refresh', value: signIn.refreshToken, lifetimeMs });
  setDeviceCookie({ request, reply }, deps, signIn.identityId);
}

/** Makes a browser known to an identity from now on, besides the other people who sign in there. */
export function setDeviceCookie({ request, reply }: Exchange, deps: Dependencies, identityId: string): void {
  const value = renewDevice(deps, readDeviceCookie(request, deps.config), identityId);
  set(reply, deps.config, { name: 'device', value, lifetimeMs: deviceCookieLifetimeMs });
}

/** The cookie by which a device is known, as it was sent. */
export function readDeviceCookie(request: FastifyRequest, config: Config): CookieOfDevice {
  return readCookie(request, config, 'device') ?? '';
}

/** Removes the cookies of the sign-in. The device stays known. */
export function clearTokenCookies({ request, reply }: Exchange, config: Config): void {
  clearOldCookies({ request, reply }, config);
  for (const cookie of ['access', 'refresh'] as const) {
    const { name, ...attributes } = attributesOf(cookie, config);
    reply.clearCookie(name, attributes);
  }
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

function set(
  reply: FastifyReply,
  config: Config,
  cookie: { name: CookieName; value: string; lifetimeMs: number },
): void {
  const { name, ...attributes } = attributesOf(cookie.name, config);
  const maxAge = Math.floor(cookie.lifetimeMs / 1000);
  reply.setCookie(name, cookie.value, { ...attributes, httpOnly: true, sameSite: 'lax', maxAge });
}

/** Removes the cookies of versions that used no prefix. */
function clearOldCookies({ request, reply }: Exchange, config: Config): void {
  if (!attributesOf('access', config).secure) return;
  if (request.cookies[names.access]) reply.clearCookie(names.access, { path: '/api' });
  if (request.cookies[names.refresh]) reply.clearCookie(names.refresh, { path: `${basePath}/auth` });
}
