import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { Prisma, PrismaClient } from './generated/client.ts';

export type * from './generated/client.ts';
export { Prisma };

/** The unscoped client: sees every account. Only `platform` and the few listed exceptions may hold it. */
export type Database = PrismaClient;

/**
 * Opens the connection pool and the Prisma client on top of it.
 * @param options.url a `postgresql://` address
 * @param options.max the most connections to hold
 * @returns the client, the pool beneath it, and `close`, which waits for running queries
 */
export function openDatabase(options: { url: string; max: number; applicationName?: string }) {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max,
    application_name: options.applicationName ?? 'muster',
    options: '-c TimeZone=UTC -c plan_cache_mode=force_custom_plan',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
  });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  const database = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: 15_000, timeout: 20_000 },
  });
  const close = async () => {
    await database.$disconnect();
    if (!pool.ended) await pool.end();
  };
  return { database, pool, close };
}
