import type { FastifyRequest } from 'fastify';
import type { RequestInfo } from '../context/actor.ts';
import { negotiateLocale } from '../i18n/translate.ts';

/** The request data that the rest of the application may use. */
export function requestInfo(request: FastifyRequest): RequestInfo {
  return {
    id: request.id,
    ipAddress: request.ip,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
    locale: negotiateLocale(request.headers['accept-language']),
  };
}
