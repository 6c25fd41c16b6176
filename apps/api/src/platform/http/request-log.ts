import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import type { RequestInfo } from '../context/actor.ts';
import { negotiateLocale } from '../i18n/translate.ts';
import { readDeviceCookie } from './access/cookies.ts';

/**
 * Logs a line for each finished request: caller, path, status and duration; at "debug" another one when it
 * arrives. Fastify would log both at "info" and search both for secrets, which method, path and status cannot
 * contain.
 */
export function logRequests(app: FastifyInstance, log: Logger): void {
  const requests = log.child({}, { redact: [] });
  app.addHook('onRequest', (request, _reply, done) => {
    requests.debug({ reqId: request.id, req: request }, 'incoming request');
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    if (request.routeOptions.logLevel !== 'warn') {
      const res = { statusCode: reply.statusCode };
      const entry = { reqId: request.id, req: request, res, responseTime: reply.elapsedTime };
      requests.info(entry, 'request completed');
    }
    done();
  });
}

/** The request data that the rest of the application may use. */
export function requestInfo(request: FastifyRequest, config: Config): RequestInfo {
  return {
    id: request.id,
    ipAddress: request.ip,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
    locale: negotiateLocale(request.headers['accept-language']),
    deviceCookie: readDeviceCookie(request, config),
  };
}
