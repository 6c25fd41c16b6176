import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

/**
 * Writes a line for each answered request: who asked for what, the status, and how long it took; at "debug" another
 * when it comes in. Fastify would write both at "info", and look through both for secrets, which method, path and
 * status cannot hold.
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
