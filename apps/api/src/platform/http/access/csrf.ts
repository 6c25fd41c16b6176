import type { FastifyRequest } from 'fastify';
import type { Config } from '../../../config.ts';
import { fail } from '../../errors.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changes that another site's page requests (OWASP CSRF Cheat Sheet, "Fetch Metadata" and "Verifying
 * Origin"). Callers other than browsers send neither header, and no cookies by themselves.
 * @throws Failure `cross_site_request`
 */
export function refuseCrossSite(request: FastifyRequest, config: Config): void {
  if (safeMethods.has(request.method)) return;
  const { origin, 'sec-fetch-site': site, host } = request.headers;
  if (site !== undefined && site !== 'same-origin' && site !== 'none') fail('cross_site_request');
  if (origin === undefined || origin === config.publicUrl) return;
  const isOwnHost = !config.isProduction && URL.canParse(origin) && new URL(origin).host === host;
  if (!isOwnHost) fail('cross_site_request');
}
