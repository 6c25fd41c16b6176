// `node apps/api/test/upgrade/make-state.ts <name> <address of a PostgreSQL>`: leaves unfinished work of the
// present program in a new database there, and dumps it into `<name>.sql.gz` and `<name>.json` next to this
// file.
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { applyMigrations } from '@muster/database/migrate/migrate';
import pg from 'pg';
import { migrationsDir } from '../../src/platform/migrations.ts';

const [, , name = '', serverUrl = ''] = process.argv;
if (!/^[\w.-]+$/.test(name) || !serverUrl) {
  process.stderr.write('Say the name of the state and the address of a PostgreSQL to make it on.\n');
  process.exit(2);
}
const beside = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const database = 'muster_upgrade';
const databaseUrl = Object.assign(new URL(serverUrl), { pathname: `/${database}` }).href;

await onServer(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
await onServer(`CREATE DATABASE ${database}`);
await applyMigrations({ databaseUrl, migrationsDir });
// A separate process, because it ends by being killed.
const script = [beside('leave-under-way.ts'), databaseUrl, beside(`${name}.json`)];
const { signal } = spawnSync(process.execPath, script, { stdio: 'inherit' });
if (signal !== 'SIGKILL') throw new Error('The state could not be made.');
const options = [
  '--no-owner',
  '--no-privileges',
  '--no-comments',
  '--rows-per-insert=100',
  '--encoding=UTF8',
];
const dump = execFileSync('pg_dump', [...options, databaseUrl], {
  encoding: 'utf8',
  env: { ...process.env, PGTZ: 'UTC' },
  maxBuffer: 1e9,
});
// Commands that only psql understands.
const plain = dump.replaceAll(/^\\(?:un)?restrict .*\n/gm, '');
writeFileSync(beside(`${name}.sql.gz`), gzipSync(plain, { level: 9 }));
await onServer(`DROP DATABASE ${database} WITH (FORCE)`);

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
