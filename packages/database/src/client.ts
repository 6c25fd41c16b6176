import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { Prisma, PrismaClient } from './generated/client.ts';

export type * from './generated/client.ts';
export { Prisma };

/** The unscoped client: sees every account. Only `platform` and the few listed exceptions may hold it. */
export type Database = PrismaClient;

/**
 * Opens the connection pool and the Prisma client on top of it, and a smaller pool for rows found by their key.
 * @param options.url a `postgresql://` address
 * @param options.max the most connections of the pool; the one for look-ups holds a third of that
 * @returns the client, made when it is first used, both pools, and `close`, which waits for running queries
 */
export function openDatabase(options: { url: string; max: number; applicationName?: string }) {
  const pool = openPool(options, options.max, 'forEachValue');
  const lookups = openPool(options, Math.ceil(options.max / 3), 'once');
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
    for (const each of [pool, lookups]) if (!each.ended) await each.end();
  };
  return { database: whenUsed(open), pool, lookups, close };
}

// Planned once for accounts of any size, all rows of an account would be gathered, joined and sorted, as suits a small
// one. Following the indexes row by row is right for all of them, by the one that leads to the row rather than by one that
// has all columns (PostgreSQL 18 would take it even with the id behind another column).
const otherWays = ['sort', 'seqscan', 'bitmapscan', 'indexonlyscan', 'hashjoin', 'mergejoin', 'material'];
const plannings = {
  forEachValue: '-c plan_cache_mode=force_custom_plan',
  once: ['-c plan_cache_mode=force_generic_plan', ...otherWays.map((way) => `-c enable_${way}=off`)].join(
    ' ',
  ),
} as const;

// Accounts differ too much in size for one plan of a list. Rows found by their key are found in one way only, and
// planning that costs several times as much as doing it.
function openPool(
  { url, applicationName = 'muster' }: { url: string; applicationName?: string },
  max: number,
  planning: keyof typeof plannings,
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: applicationName,
    options: `-c TimeZone=UTC ${plannings[planning]}`,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    // Statements of a transaction that need nothing of each other go out together.
    pipeline: true,
  });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool;
}

/**
 * Stands for a client that is made when it is first used. A client, its copy of the schema and its query compiler take
 * tens of megabytes, and each extension of one takes time; most requests need neither.
 * @param open makes the client, or answers the one it made
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
      extended ??= open().$extends(extension) as unknown as PrismaClient;
      return extended;
    });
  }
}
