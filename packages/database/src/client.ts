import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { Prisma, PrismaClient } from './generated/client.ts';

export type * from './generated/client.ts';
export { Prisma };

/** The unscoped client, which sees every account. Only `platform` and a few listed exceptions may use it. */
export type Database = PrismaClient;

/**
 * Opens the connection pool with the Prisma client on top of it, and smaller pools for what requests read and for
 * look-ups by key, whose statements end sooner.
 * @param options.url a `postgresql://` URL
 * @param options.max the maximum number of connections of the pool; that of reads has two thirds, that of look-ups a
 * third
 * @returns the client (created on first use), the pools, and `close`, which waits for running queries
 */
export function openDatabase(options: { url: string; max: number; applicationName?: string }) {
  const pool = openPool(options, options.max, 'forEachValue', statementLimits.job, answerLimits.transaction);
  const reads = openPool(options, Math.ceil((options.max * 2) / 3), 'forEachValue', statementLimits.read);
  const lookups = openPool(options, Math.ceil(options.max / 3), 'once', statementLimits.lookUp);
  let client: PrismaClient | undefined;
  const open = () => {
    client ??= new PrismaClient({
      adapter: new PrismaPg(pool),
      transactionOptions: { maxWait: 15_000, timeout: 20_000 },
    });
    return client;
  };
  const close = async () => {
    await client?.$disconnect();
    for (const each of [pool, reads, lookups]) if (!each.ended) await each.end();
  };
  return { database: whenUsed(open), pool, reads, lookups, close };
}

// A generic plan would read, join and sort all rows of an account, which suits only small accounts. Following
// the indexes row by row is right for accounts of any size. Index-only scans are off, because PostgreSQL 18
// would pick an index with all columns even if the id comes after another column.
const otherWays = ['sort', 'seqscan', 'bitmapscan', 'indexonlyscan', 'hashjoin', 'mergejoin', 'material'];
const plannings = {
  forEachValue: '-c plan_cache_mode=force_custom_plan',
  once: ['-c plan_cache_mode=force_generic_plan', ...otherWays.map((way) => `-c enable_${way}=off`)].join(
    ' ',
  ),
} as const;

/** How long a statement may take in milliseconds, if nothing else is said, in each pool. */
export const statementLimits = { job: 600_000, read: 10_000, lookUp: 5_000 } as const;

/**
 * How long the answer to a statement is waited for, in milliseconds. A server that hangs, or that the network no
 * longer reaches, does not end a statement itself: `grace` longer than the statement may take. `begin` is for one
 * that waits for nothing; `transaction` for one of the first pool, if nothing else is said.
 */
export const answerLimits = { grace: 2_000, begin: 10_000, transaction: 62_000 } as const;

// Accounts differ too much in size for one generic plan of a list. Look-ups by key have only one sensible
// plan, and planning them each time costs several times as much as running them.
function openPool(
  { url, applicationName = 'muster' }: { url: string; applicationName?: string },
  max: number,
  planning: keyof typeof plannings,
  limitMs: number,
  answerMs = limitMs + answerLimits.grace,
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: applicationName,
    options: `-c TimeZone=UTC -c statement_timeout=${limitMs} ${plannings[planning]}`,
    connectionTimeoutMillis: 10_000,
    query_timeout: answerMs,
    idleTimeoutMillis: 60_000,
    // Sends independent statements of a transaction without waiting for each response.
    pipeline: true,
  });
  // The pool replaces idle connections that break; without a listener the error would end the process.
  pool.on('error', () => undefined);
  // The same for connections in use; whoever uses one sees that its statement fails.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/**
 * A proxy for a client that is created on first use. A client with its schema and query compiler takes tens
 * of megabytes, and extending one takes time; most requests need neither.
 * @param open returns the client, and creates it on the first call
 */
function whenUsed(open: () => PrismaClient): PrismaClient {
  return new Proxy({} as PrismaClient, {
    get(_, property) {
      if (property === '$extends') return extendWhenUsed;
      const client = open();
      const value: unknown = Reflect.get(client, property);
      return typeof value === 'function' ? value.bind(client) : value;
    },
    has: (_, property) => property in open(),
  });

  function extendWhenUsed(extension: Parameters<PrismaClient['$extends']>[0]): PrismaClient {
    let extended: PrismaClient | undefined;
    return whenUsed(() => {
      // An extended client has a type of its own, with the same calls.
      extended ??= open().$extends(extension) as unknown as PrismaClient;
      return extended;
    });
  }
}
