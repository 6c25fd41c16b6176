import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** One folder of `prisma/migrations`. */
export interface Migration {
  /** The folder's name, `<stamp>_<name>`; migrations are applied in the order of their names. */
  name: string;
  sql: string;
  /** The SHA-256 of the SQL in hexadecimal, as Prisma stores it in `_prisma_migrations`. */
  checksum: string;
}

/**
 * Reads the migrations of a folder, in the order they are applied.
 *
 * @param migrationsDir absolute path of `prisma/migrations`; a missing folder counts as empty
 * @throws Error if a migration has no readable `migration.sql`
 */
export async function readMigrations(migrationsDir: string): Promise<Migration[]> {
  const entries = await readdir(migrationsDir, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(migrationsDir, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}
