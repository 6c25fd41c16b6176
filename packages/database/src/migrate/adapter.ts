import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import { Pool, type PoolConfig, type QueryArrayResult } from 'pg';

// PostgreSQL's catalogue has columns of the internal type "char", which Prisma's adapter refuses but its
// schema engine needs. They pass through the adapter as ordinary characters and get their real type back
// afterwards.
const INTERNAL_CHAR = 18;
const CHARACTER = 1042;

/**
 * Prisma's PostgreSQL adapter, adapted for its schema engine: it can read the catalogue, runs a script as one
 * transaction, and uses a separate scratch ("shadow") database that is dropped at the end. (Prisma 7.10's own
 * adapter would apply the migrations to the database of the given URL itself.)
 *
 * @param databaseUrl URL of the database
 */
export function migrationAdapter(databaseUrl: string): SqlMigrationAwareDriverAdapterFactory {
  const connect = (url: string) => adapterFor({ connectionString: url, max: 1 });
  return {
    provider: 'postgres',
    adapterName: new PrismaPg(databaseUrl).adapterName,
    connect: () => connect(databaseUrl),
    connectToShadowDb: async () => {
      const name = `muster_scratch_${randomUUID().replaceAll('-', '')}`;
      await runOnce(databaseUrl, `create database ${name} template template0`);
      const url = new URL(databaseUrl);
      url.pathname = `/${name}`;
      const adapter = await connect(url.href);
      const dispose = adapter.dispose.bind(adapter);
      adapter.dispose = async () => {
        await dispose();
        await runOnce(databaseUrl, `drop database ${name} with (force)`);
      };
      return adapter;
    },
  };
}

async function adapterFor(config: PoolConfig): Promise<SqlDriverAdapter> {
  const pool = new Pool(config);
  const single = new WeakMap<object, number[]>();
  const query: (...input: unknown[]) => Promise<QueryArrayResult> = pool.query.bind(pool);
  pool.query = (async (...input: unknown[]) => {
    const result = await query(...input);
    if (!Array.isArray(result)) single.set(result.rows, disguiseInternalChar(result));
    return result;
  }) as Pool['query'];
  const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (input) => {
    const result = await queryRaw(input);
    for (const index of single.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  // Prisma's own adapter splits the script at every semicolon, which breaks functions and can leave half a
  // migration behind. Sent as a whole, PostgreSQL runs it as one transaction.
  adapter.executeScript = async (script) => {
    await pool.query(script);
  };
  return adapter;
}

/** Gives columns of type "char" a type that the adapter accepts, and returns their indexes. */
function disguiseInternalChar({ fields }: QueryArrayResult): number[] {
  const found = fields.flatMap((field, index) => (field.dataTypeID === INTERNAL_CHAR ? [index] : []));
  for (const index of found) Object.assign(fields[index] ?? {}, { dataTypeID: CHARACTER });
  return found;
}

async function runOnce(databaseUrl: string, sql: string): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  try {
    await pool.query(sql);
  } finally {
    await pool.end();
  }
}
