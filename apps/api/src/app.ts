import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import jwt from '@fastify/jwt';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Dependencies } from './dependencies.ts';
import { registerFeatures } from './features/index.ts';
import { accessLifetimeMs } from './platform/http/cookies.ts';
import { refuseCrossSite } from './platform/http/csrf.ts';
import { serveDocs } from './platform/http/docs.ts';
import { acceptJson } from './platform/http/json.ts';
import { serveOperation } from './platform/http/operation.ts';
import { installProblems, sendFailure } from './platform/http/problem.ts';
import { openRateLimit } from './platform/http/rate-limit.ts';
import { contentSecurityPolicy } from './platform/http/security.ts';
import { serveSpa } from './platform/http/spa.ts';

/**
 * Builds the HTTP server, without listening.
 * @param deps what it stands on
 */
export async function buildApp(deps: Dependencies): Promise<FastifyInstance> {
  const { config } = deps;
  const app = Fastify({
    loggerInstance: deps.log as FastifyBaseLogger,
    trustProxy: config.trustProxy,
    bodyLimit: 1_048_576,
    requestTimeout: 60_000,
    keepAliveTimeout: 30_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 300 },
    requestIdHeader: false,
    frameworkErrors: (error, request, reply) => sendFailure(reply, request, deps, error),
    genReqId: (request) => givenRequestId(request.headers['x-request-id']) ?? randomUUID(),
  });
  installProblems(app, deps);
  acceptJson(app);

  const limit = openRateLimit(config.rateLimitPerMinute);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('X-Request-Id', request.id);
    if (!request.url.startsWith('/api/')) return;
    reply.header('Cache-Control', 'no-store');
    await limit(request);
    refuseCrossSite(request, config);
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unmatched';
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    deps.metrics.requestDuration.observe(labels, reply.elapsedTime / 1000);
  });
  await app.register(helmet, contentSecurityPolicy(config));
  await app.register(cookie);
  await app.register(jwt, {
    secret: deps.secrets.accessToken,
    sign: { algorithm: 'HS256', expiresIn: accessLifetimeMs / 1000 },
    verify: { algorithms: ['HS256'] },
  });

  serveOperation({ app, deps });
  await serveDocs({ app, deps });
  registerFeatures({ app, deps });
  await serveSpa({ app, deps });
  return app;
}

function givenRequestId(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' && /^[A-Za-z0-9_.-]{1,128}$/.test(header) ? header : undefined;
}
