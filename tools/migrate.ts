// For developers, see docs/guides/operating.md: node tools/migrate.ts diff --name <what-changes> [--empty]
// writes the next migration from prisma/schema node tools/migrate.ts check
// exits 1 when schema and migrations disagree Both apply the migrations to a scratch database: on a temporary
// bundled PostgreSQL, or on the server of TEST_DATABASE_URL.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbedded } from '@muster/database/embedded/embedded';
import { diffMigrations } from '@muster/database/migrate/engine';
import { readMigrations } from '@muster/database/migrate/folder';
import { findInexpressible, withoutInexpressible } from './db/migration-drift.ts';
import { ROOT } from './start/stamp.mjs';

const SCHEMA = path.join(ROOT, 'prisma', 'schema');
const MIGRATIONS = path.join(ROOT, 'prisma', 'migrations');

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { name: { type: 'string' }, empty: { type: 'boolean', default: false } },
  });
  if (positionals[0] === 'check') return check();
  if (positionals[0] === 'diff' && values.name) return writeMigration(values.name, values.empty);
  console.error('Usage: node tools/migrate.ts diff --name <what-changes> [--empty] | check');
  return 2;
}

async function check(): Promise<number> {
  const sql = await differences();
  if (sql === '') {
    console.log('The migrations match prisma/schema exactly.');
    return 0;
  }
  console.error(
    `prisma/schema and prisma/migrations differ. This migration would make them agree:\n\n${sql}`,
  );
  console.error('Write it with: node tools/migrate.ts diff --name <what-changes>');
  return 1;
}

async function writeMigration(name: string, isEmpty: boolean): Promise<number> {
  const sql = isEmpty ? '-- Hand-written.\n' : await differences();
  if (sql === '') {
    console.log('Nothing to write: the migrations match prisma/schema exactly.');
    return 0;
  }
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
  const folder = path.join(MIGRATIONS, `${stamp}_${slug}`);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'migration.sql'), sql);
  const lockFile = path.join(MIGRATIONS, 'migration_lock.toml');
  if (!existsSync(lockFile)) await writeFile(lockFile, 'provider = "postgresql"\n');
  console.log(`Wrote ${path.relative(ROOT, folder)}/migration.sql: read it before you commit it.`);
  return 0;
}

async function differences(): Promise<string> {
  const migrations = await readMigrations(MIGRATIONS);
  const names = (await readdir(SCHEMA, { recursive: true }))
    .filter((name) => name.endsWith('.prisma'))
    .sort();
  const schema = await Promise.all(
    names.map(async (name) => ({
      path: path.join(SCHEMA, name),
      content: await readFile(path.join(SCHEMA, name), 'utf8'),
    })),
  );
  const sql = await onScratchServer((url) => diffMigrations(url, MIGRATIONS, migrations, schema));
  return withoutInexpressible(sql, findInexpressible(migrations));
}

async function onScratchServer<T>(use: (url: string) => Promise<T>): Promise<T> {
  const outside = process.env.TEST_DATABASE_URL;
  if (outside) return use(outside);
  const dataDir = await mkdtemp(path.join(tmpdir(), 'muster-migrate-'));
  try {
    const { url, stop } = await startEmbedded({ dataDir, settings: { fsync: 'off' } });
    return await use(url).finally(stop);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
