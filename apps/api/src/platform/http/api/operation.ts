import type { Dependencies } from '../../../dependencies.ts';
import { acrossAccounts } from '../../db/across-accounts.ts';
import { sql } from '../../db/sql.ts';
import type { Server } from './implement.ts';

/** Serves `/healthz`, `/readyz` and `/metrics` for an operator's tools. */
export function serveOperation({ app, deps }: Server): void {
  app.get('/healthz', { logLevel: 'warn' }, async () => ({ status: 'ok' }));
  app.get('/readyz', { logLevel: 'warn' }, async (_request, reply) => {
    const checks = await readiness(deps);
    const isReady = Object.values(checks).every((check) => check === 'ok');
    // E-mail that cannot be sent waits. Its state is reported here, but the app stays in service.
    const mail = { transport: deps.emailTransport.name, ...deps.mailHealth.current() };
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not_ready', checks, mail });
  });
  app.get('/metrics', { logLevel: 'warn' }, async (_request, reply) =>
    reply.type(deps.metrics.registry.contentType).send(await deps.metrics.registry.metrics()),
  );
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
  return { database, migrations, queue };
}
