// The database of a benchmark: the bundled PostgreSQL in the product's data folder, or an outside server.
import { randomUUID } from 'node:crypto';
import { startEmbedded } from '@muster/database/embedded/embedded';
import pg from 'pg';

/** Where a product that runs has its data. */
export interface BenchDatabase {
  readonly url: string;
  /** Before the product stops: the bundled server ends with it. */
  leave(): Promise<void>;
  /** After it has stopped. */
  drop(): Promise<void>;
}

/** What the product is told, and its database once it runs. */
export interface DatabasePlan {
  readonly environment: NodeJS.ProcessEnv;
  opened(): Promise<BenchDatabase>;
}

/**
 * Plans the database of one product: with `BENCH_DATABASE_URL` an empty one on that server, dropped at the end; else the
 * bundled server's.
 * @param dataDir the product's data folder
 * @throws when the outside server does not answer, or its role may not make databases
 */
export async function planDatabase(dataDir: string): Promise<DatabasePlan> {
  const server = process.env.BENCH_DATABASE_URL;
  if (!server) {
    const opened = async () => {
      const embedded = await startEmbedded({ dataDir, role: 'command' });
      return { url: embedded.url, leave: () => embedded.stop(), drop: async () => undefined };
    };
    return { environment: {}, opened };
  }
  const name = `muster_bench_${randomUUID().slice(0, 8)}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const opened = async () => ({
    url: url.href,
    leave: async () => undefined,
    drop: () => onServer(server, `DROP DATABASE ${name} WITH (FORCE)`),
  });
  return { environment: { DATABASE_URL: url.href }, opened };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(statement);
  await client.end();
}
