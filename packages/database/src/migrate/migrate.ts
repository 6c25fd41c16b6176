import { Client } from 'pg';
import { type Migration, readMigrations } from './folder.ts';

/** The state of a database relative to the migrations of a folder. */
export interface MigrationStatus {
  /** Applied, in the order of their names. */
  applied: string[];
  /** In the folder and not applied yet. */
  pending: string[];
  /** Started but not finished; they block the pending ones until they are retried. */
  failed: string[];
  /** Applied, but their file was changed afterwards. */
  edited: string[];
  /** Applied, but not in the folder: a newer version of Muster has used the database. */
  unknown: string[];
}

/** The locations of the database and the migrations. */
export interface MigrationOptions {
  /** The URL of the database. */
  databaseUrl: string;
  /** Absolute path of `prisma/migrations`. */
  migrationsDir: string;
}

/** Thrown if migrations cannot be applied, or one failed. The message tells the operator what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

// Any number works, as long as all versions of Muster use the same and it differs from Prisma's own lock.
const LOCK = 0x6d757374;

/**
 * Applies the pending migrations, one process at a time: concurrent callers wait and then find nothing to do.
 * Each migration runs in one transaction, so a failed one changes nothing.
 *
 * @param options.retryFailed retries migrations that failed before, instead of refusing
 * @returns the names of the migrations applied by this call
 * @throws MigrationError if one failed now or before, was edited after it was applied, or is unknown here
 */
export async function applyMigrations(
  options: MigrationOptions & { retryFailed?: boolean },
): Promise<{ applied: string[] }> {
  const { databaseUrl, migrationsDir, retryFailed = false } = options;
  const migrations = await readMigrations(migrationsDir);
  return withClient(databaseUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    const status = await statusOf(client, migrations);
    refuse(status, retryFailed);
    if (status.pending.length + status.failed.length === 0) return { applied: [] };
    // Loaded only when needed: the engine is 5 MB of WebAssembly.
    const { deployMigrations } = await import('./engine.ts');
    try {
      return { applied: await deployMigrations(databaseUrl, migrationsDir, migrations, status.failed) };
    } catch (error) {
      const { failed } = await statusOf(client, migrations);
      const reason = error instanceof Error ? error.message : String(error);
      throw new MigrationError(`The migration ${failed.join(', ')} failed and changed nothing: ${reason}`, {
        cause: error,
      });
    }
  });
}

/**
 * Compares the database with the migrations of the folder. Changes nothing.
 *
 * @throws Error if the database cannot be reached
 */
export async function migrationStatus(options: MigrationOptions): Promise<MigrationStatus> {
  const migrations = await readMigrations(options.migrationsDir);
  return withClient(options.databaseUrl, (client) => statusOf(client, migrations));
}

interface Row {
  name: string;
  checksum: string;
  finished: boolean;
}

async function statusOf(client: Client, migrations: readonly Migration[]): Promise<MigrationStatus> {
  const rows = await readRows(client);
  const applied = new Map(rows.filter((row) => row.finished).map((row) => [row.name, row.checksum]));
  const failed = new Set(rows.filter((row) => !row.finished).map((row) => row.name));
  const names = new Set(migrations.map(({ name }) => name));
  return {
    applied: [...applied.keys()].sort(),
    pending: [...names].filter((name) => !applied.has(name) && !failed.has(name)),
    failed: [...failed].sort(),
    edited: migrations
      .filter(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum)
      .map(({ name }) => name),
    unknown: [...applied.keys()].filter((name) => !names.has(name)).sort(),
  };
}

async function readRows(client: Client): Promise<Row[]> {
  const { rows } = await client.query<{ found: boolean }>(
    `select to_regclass('_prisma_migrations') is not null as found`,
  );
  if (!rows[0]?.found) return [];
  const found = await client.query<Row>(
    `select migration_name as name, checksum, finished_at is not null as finished
     from _prisma_migrations where rolled_back_at is null`,
  );
  return found.rows;
}

function refuse({ failed, edited, unknown }: MigrationStatus, retryFailed: boolean): void {
  if (unknown.length) {
    throw new MigrationError(
      `The database was used by a newer Muster (it has ${unknown.join(', ')}): start that version, or restore a backup.`,
    );
  }
  if (edited.length) {
    throw new MigrationError(
      `Applied migrations were edited afterwards (${edited.join(', ')}): restore the files and write a new migration instead.`,
    );
  }
  if (failed.length && !retryFailed) {
    throw new MigrationError(
      `The migration ${failed.join(', ')} failed before: mend its cause, then try again with "npm run muster -- db migrate --retry-failed".`,
    );
  }
}

async function withClient<T>(databaseUrl: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: 'muster migrations',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
