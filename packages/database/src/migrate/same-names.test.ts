import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedDatabase, startEmbedded } from '../embedded/embedded.ts';
import { readMigrations } from './folder.ts';

const outside = process.env.TEST_DATABASE_URL;
const database = `muster_names_${process.pid}`;
let server: EmbeddedDatabase | null = null;
let folder: string;
let client: Client;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'muster-names-'));
  server = outside ? null : await startEmbedded({ dataDir: folder, settings: { fsync: 'off' } });
  const url = new URL(outside ?? server?.url ?? '');
  const admin = new Client({ connectionString: url.href });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${database}`);
  await admin.end();
  url.pathname = `/${database}`;
  client = new Client({ connectionString: url.href });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  const admin = new Client({ connectionString: outside ?? server?.url ?? '' });
  await admin.connect();
  await admin.query(`DROP DATABASE ${database} WITH (FORCE)`);
  await admin.end();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('groups and views with one name in several spellings survive the upgrade, the oldest as the first', async () => {
  const migrations = await readMigrations(path.join(import.meta.dirname, '../../../../prisma/migrations'));
  const at = migrations.findIndex(({ name }) => name.endsWith('_names_and_search'));
  for (const { sql } of migrations.slice(0, at)) await client.query(sql);
  const accountId = '0192f0c1-2d3e-7a4b-8c5d-000000000001';
  const other = '0192f0c1-2d3e-7a4b-8c5d-000000000002';
  for (const [id, name] of [
    [accountId, 'Acme'],
    [other, 'Other'],
  ])
    await client.query('INSERT INTO accounts (id, name, updated_at) VALUES ($1, $2, now())', [id, name]);
  const userId = '0192f0c1-2d3e-7a4b-8c5d-000000000003';
  await client.query(
    `INSERT INTO users (account_id, id, email, email_display, name, updated_at)
     VALUES ($1, $2, 'jose@example.org', 'Jose@example.org', 'José Łódź', now())`,
    [accountId, userId],
  );
  const names = ['Bu\u0308ro Nord', 'Büro\u00A0Nord', 'Büro  Nord', 'Büro Süd'];
  for (const [index, name] of names.entries()) {
    const createdAt = new Date(Date.UTC(2026, 0, 9 - index));
    for (const account of [accountId, other])
      await client.query(
        'INSERT INTO groups (account_id, id, name, created_at, updated_at) VALUES ($1, gen_random_uuid(), $2, $3, now())',
        [account, name, createdAt],
      );
    await client.query(
      `INSERT INTO saved_views (account_id, id, user_id, name, query, created_at, updated_at)
       VALUES ($1, gen_random_uuid(), $2, $3, '{}', $4, now())`,
      [accountId, userId, name, createdAt],
    );
  }
  for (const { sql } of migrations.slice(at)) await client.query(sql);
  const expected = [
    { name: 'Büro Süd', key: 'büro süd', twin: 0 },
    { name: 'Büro  Nord', key: 'büro nord', twin: 0 },
    { name: 'Büro\u00A0Nord', key: 'büro nord', twin: 1 },
    { name: 'Bu\u0308ro Nord', key: 'büro nord', twin: 2 },
  ];
  for (const table of ['groups', 'saved_views']) {
    const { rows } = await client.query(
      `SELECT name, name_key AS key, twin FROM ${table} WHERE account_id = $1 ORDER BY created_at`,
      [accountId],
    );
    expect(rows, table).toEqual(expected);
  }
  const { rows } = await client.query('SELECT search FROM users');
  expect(rows).toEqual([{ search: 'jose lodz\njose@example.org' }]);
  const again = client.query(
    `INSERT INTO groups (account_id, id, name, updated_at) VALUES ($1, gen_random_uuid(), 'BÜRO NORD', now())`,
    [accountId],
  );
  await expect(again).rejects.toMatchObject({ code: '23505' });
});
