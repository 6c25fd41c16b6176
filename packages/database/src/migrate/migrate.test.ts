import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type EmbeddedDatabase, startEmbedded } from '../embedded/embedded.ts';
import { diffMigrations } from './engine.ts';
import { applyMigrations, migrationStatus } from './migrate.ts';

const outside = process.env.TEST_DATABASE_URL;
let server: EmbeddedDatabase | null = null;
let serverUrl = '';
let folder: string;
let options: { databaseUrl: string; migrationsDir: string };
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'muster-migrate-'));
  server = outside ? null : await startEmbedded({ dataDir: folder, settings: { fsync: 'off' } });
  serverUrl = outside ?? server?.url ?? '';
});

afterAll(async () => {
  for (let n = 1; n <= count; n += 1) await query(`drop database ${nameOf(n)} with (force)`, serverUrl);
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  count += 1;
  await query(`create database ${nameOf(count)}`, serverUrl);
  const databaseUrl = new URL(serverUrl);
  databaseUrl.pathname = `/${nameOf(count)}`;
  options = { databaseUrl: databaseUrl.href, migrationsDir: path.join(folder, `migrations-${count}`) };
});

function nameOf(n: number): string {
  return `muster_migrate_${process.pid}_${n}`;
}

async function query(sql: string, url = options.databaseUrl): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client.query(sql).then(
    ({ rows }) => client.end().then(() => rows),
    (error) => client.end().then(() => Promise.reject(error)),
  );
}

async function write(name: string, sql: string): Promise<void> {
  await mkdir(path.join(options.migrationsDir, name), { recursive: true });
  await writeFile(path.join(options.migrationsDir, name, 'migration.sql'), sql);
}

const FIRST = `create table a (n int);
create function twice(n int) returns int language plpgsql as $$ begin return 2 * n; end $$;
insert into a values (twice(21));`;

test('migrations are applied once, in order, functions with semicolons included', async () => {
  await write('20260102_second', 'alter table a add column m text;');
  await write('20260101_first', FIRST);
  expect(await migrationStatus(options)).toMatchObject({
    applied: [],
    pending: ['20260101_first', '20260102_second'],
  });
  expect(await applyMigrations(options)).toEqual({ applied: ['20260101_first', '20260102_second'] });
  expect(await applyMigrations(options)).toEqual({ applied: [] });
  expect(await query('select n, m from a')).toEqual([{ n: 42, m: null }]);
});

test('with concurrent processes, each migration is applied by exactly one', async () => {
  await write('20260101_first', FIRST);
  const all = await Promise.all(Array.from({ length: 4 }, () => applyMigrations(options)));
  expect(all.flatMap(({ applied }) => applied)).toEqual(['20260101_first']);
  expect(await query('select n from a')).toEqual([{ n: 42 }]);
});

test('a failed migration changes nothing, blocks others, and can be retried when fixed', async () => {
  await write('20260101_first', 'create table a (n int); insert into nowhere values (1);');
  await expect(applyMigrations(options)).rejects.toThrow(
    'The migration 20260101_first failed and changed nothing: ',
  );
  expect(await query(`select to_regclass('a') as made`)).toEqual([{ made: null }]);
  expect(await migrationStatus(options)).toMatchObject({ pending: [], failed: ['20260101_first'] });

  await write('20260101_first', FIRST);
  await expect(applyMigrations(options)).rejects.toThrow('db migrate --retry-failed');
  expect(await applyMigrations({ ...options, retryFailed: true })).toEqual({ applied: ['20260101_first'] });
  expect(await migrationStatus(options)).toMatchObject({ applied: ['20260101_first'], failed: [] });
});

test('an applied migration that was edited, or that is only in a newer version, is refused', async () => {
  await write('20260101_first', FIRST);
  await applyMigrations(options);
  await write('20260101_first', `${FIRST} -- edited`);
  expect(await migrationStatus(options)).toMatchObject({ edited: ['20260101_first'] });
  await expect(applyMigrations(options)).rejects.toThrow('edited afterwards (20260101_first)');
  await rm(options.migrationsDir, { recursive: true });
  await expect(applyMigrations(options)).rejects.toThrow('newer Muster (it has 20260101_first)');
});

test('a comparison detects a missing column, but no partial index, check or collation', async () => {
  const schema = [
    {
      path: 'schema.prisma',
      content: `datasource db {
  provider = "postgresql"
}
model a {
  id   Int    @id
  name String
  age  Int
}`,
    },
  ];
  const sql = `create table a (id int primary key, name text collate "und-x-icu" not null check (name <> ''));
    create unique index a_name on a (lower(name)) where id > 0;`;
  const compare = (text: string) =>
    diffMigrations(serverUrl, folder, [{ name: '1', sql: text, checksum: '' }], schema);
  expect(await compare(sql)).toContain('ADD COLUMN     "age"');
  expect(await compare(`${sql} alter table a add column age int not null;`)).toBe('');
  const left = await query(`select datname from pg_database where datname like 'muster_scratch%'`, serverUrl);
  expect(left).toEqual([]);
});
