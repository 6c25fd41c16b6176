import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest, RouteHandlerMethod } from 'fastify';
import type { Dependencies } from '../../../dependencies.ts';
import { hashToken } from '../../crypto/tokens.ts';
import { acrossAccounts } from '../../db/across-accounts.ts';
import { sql } from '../../db/sql.ts';
import { fail } from '../../errors.ts';
import { isLoopback } from '../../private-host.ts';
import { bearerToken } from '../access/bearer.ts';
import { reading } from '../protocol/answers.ts';
import type { Server } from './implement.ts';

/** Serves `/healthz`, `/readyz` and `/metrics` for an operator's tools. */
export function serveOperation({ app, deps }: Server): void {
  const serve = (url: string, handler: RouteHandlerMethod) =>
    app.route({ method: reading, url, logLevel: 'warn', handler });
  serve('/healthz', async () => ({ status: 'ok' }));
  serve('/readyz', async (request, reply) => {
    const checks = await readiness(deps);
    const isReady = Object.values(checks).every((check) => check === 'ok');
    // E-mail that cannot be sent waits. Its state is reported here, but the app stays in service.
    const { detail, ...health } = deps.mailHealth.current();
    const mail = {
      ...{ transport: deps.emailTransport.name, ...health },
      ...(isOperator(deps, request) ? { detail } : {}),
    };
    const lanes = isReady && isOperator(deps, request) ? await deps.metrics.readLanes() : [];
    return reply
      .code(isReady ? 200 : 503)
      .send({ status: isReady ? 'ready' : 'not_ready', checks, mail, lanes });
  });
  serve('/metrics', async (request, reply) => {
    if (!isOperator(deps, request))
      fail(bearerToken(request) === undefined ? 'unauthenticated' : 'forbidden');
    return reply.type(deps.metrics.registry.contentType).send(await deps.metrics.registry.metrics());
  });
}

/**
 * Whether a request comes from the operator's tools: it shows `METRICS_TOKEN`, or comes from this machine without
 * a proxy in between.
 */
function isOperator({ config }: Dependencies, request: FastifyRequest): boolean {
  const token = bearerToken(request);
  if (token !== undefined) {
    return (
      config.metricsToken !== undefined && timingSafeEqual(hashToken(token), hashToken(config.metricsToken))
    );
  }
  const isForwarded =
    request.headers.forwarded !== undefined || request.headers['x-forwarded-for'] !== undefined;
  // Behind a proxy that says nothing about itself, everybody seems to come from this machine.
  const isHiddenByProxy = config.isExposed && config.trustProxy === false;
  return !isForwarded && !isHiddenByProxy && isLoopback(request.socket.remoteAddress ?? '');
}

const patienceMs = 2_000;

async function readiness(deps: Dependencies) {
  const within = async (check: Promise<boolean>) => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => resolve(false), patienceMs);
    const isFine = await Promise.race([check.catch(() => false), promise]);
    clearTimeout(timer);
    return isFine ? 'ok' : 'failed';
  };
  const { query } = acrossAccounts(deps, 'readiness');
  const unfinished = sql`
    SELECT count(*)::int AS n FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL`;
  const [database, migrations, queue] = await Promise.all([
    within(query(sql`SELECT 1 AS n`).then(() => true)),
    within(query<{ n: number }>(unfinished).then(([row]) => row?.n === 0)),
    within(deps.jobs.isReady()),
  ]);
  return { database, disk: deps.disk.isFull() ? 'failed' : 'ok', migrations, queue };
}
