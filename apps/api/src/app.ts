import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import jwt from '@fastify/jwt';
import { isForKeys } from '@muster/contracts/kit/endpoint-errors';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Dependencies } from './dependencies.ts';
import { registerFeatures } from './features/index.ts';
import { fail } from './platform/errors.ts';
import { bearerToken, logKeyRequests } from './platform/http/access/bearer.ts';
import { accessLifetimeMs } from './platform/http/access/cookies.ts';
import { refuseCrossSite } from './platform/http/access/csrf.ts';
import { shedLoad } from './platform/http/access/shed-load.ts';
import { acceptJson } from './platform/http/api/json.ts';
import { serveOperation } from './platform/http/api/operation.ts';
import { installProblems, sendFailure } from './platform/http/api/problem.ts';
import { serveDocs } from './platform/http/docs/docs.ts';
import { compressAnswers } from './platform/http/protocol/compression.ts';
import { answerOtherMethods, collectMethods } from './platform/http/protocol/methods.ts';
import { logRequests } from './platform/http/request-log.ts';
import { securityHeaders } from './platform/http/security.ts';
import { serveSpa } from './platform/http/spa.ts';

/** In characters; RFC 9110, section 4.1, asks for at least 8,000. */
const longestUrl = 8_000;

/**
 * Builds the HTTP server without listening.
 * @param deps the application's dependencies
 */
export async function buildApp(deps: Dependencies): Promise<FastifyInstance> {
  const { config } = deps;
  const security = securityHeaders(config);
  const app = Fastify({
    loggerInstance: deps.log as FastifyBaseLogger,
    trustProxy: config.trustProxy,
    bodyLimit: 1_048_576,
    requestTimeout: 60_000,
    keepAliveTimeout: 30_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 300 },
    requestIdHeader: false,
    logController: new LogController({ disableRequestLogging: true }),
    // Requests with an invalid URL never reach the hooks.
    frameworkErrors: (error, request, reply) =>
      sendFailure(reply.headers(security).header('X-Request-Id', request.id), request, deps, error),
    genReqId: (request) => givenRequestId(request.headers['x-request-id']) ?? randomUUID(),
  });
  installProblems(app, deps);
  acceptJson(app);

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(security);
    reply.header('X-Request-Id', request.id);
    reply.header('Cache-Control', 'no-store');
    if (request.url.length > longestUrl) fail('uri_too_long');
    if (!request.url.startsWith('/api/')) return;
    if (!isCountedAsKey(request)) await deps.networkLimit.count(request, reply);
    refuseCrossSite(request, config);
  });
  if (config.isLoadShed) await shedLoad(app);
  logRequests(app, deps.log);
  logKeyRequests(app, deps);
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unmatched';
    deps.metrics.observeRequest(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
  await app.register(cookie);
  await app.register(jwt, {
    secret: deps.secrets.accessTokens[0],
    sign: { algorithm: 'HS256', expiresIn: accessLifetimeMs / 1000 },
    verify: { algorithms: ['HS256'] },
  });

  const methods = collectMethods(app);
  await compressAnswers(app);
  serveOperation({ app, deps });
  await serveDocs({ app, deps });
  registerFeatures({ app, deps });
  // Queued behind the routes of uploads, which are registered later than others.
  await app.register(async (scope) => answerOtherMethods(scope, deps, methods));
  await serveSpa({ app, deps });
  return app;
}

/** Keys have their own quotas; requests with an invalid key are counted in `authenticateKey`. */
function isCountedAsKey(request: FastifyRequest): boolean {
  const { contract } = request.routeOptions.config;
  return contract !== undefined && isForKeys(contract) && bearerToken(request) !== undefined;
}

function givenRequestId(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' && /^[A-Za-z0-9_.-]{1,128}$/.test(header) ? header : undefined;
}
