import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

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
