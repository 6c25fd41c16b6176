// The database of a benchmark: the bundled PostgreSQL in the product's data folder, or an external server.
import { randomUUID } from 'node:crypto';
import { startEmbedded } from '@muster/database/embedded/embedded';
import pg from 'pg';

/** The database of a running product. */
export interface BenchDatabase {
  readonly url: string;
  /** Call before the product stops, because the bundled server stops with it. */
  leave(): Promise<void>;
  /** Call after it has stopped. */
  drop(): Promise<void>;
}

/** The settings of the product, and its database once it is running. */
export interface DatabasePlan {
  readonly environment: NodeJS.ProcessEnv;
  opened(): Promise<BenchDatabase>;
}

/**
 * Prepares the database of one product: an empty one on the server of `BENCH_DATABASE_URL`, dropped at the
 * end, or else the bundled server's.
 * @param dataDir the product's data folder
 * @throws Error if the external server does not respond, or its role cannot create databases
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
