import { expect, test } from 'vitest';
import { useApi } from '../../../test/harness.ts';
import { acrossAccounts } from './across-accounts.ts';
import { openDriver } from './driver.ts';
import { sql } from './sql.ts';

const api = useApi();

test('rows have the same types as from Prisma: dates, parsed JSON and arrays', async () => {
  const at = new Date('2026-11-22T10:00:00.123Z');
  const [row] = await acrossAccounts(api.deps, 'a test').query(sql`
    SELECT ${at}::timestamptz AS at, json_build_object('a', 1) AS json, ARRAY['x', 'y'] AS list,
      ${['b', 'c']}::text[] AS given, ${null}::text AS nothing, 2::int AS number`);
  expect(row).toEqual({ at, json: { a: 1 }, list: ['x', 'y'], given: ['b', 'c'], nothing: null, number: 2 });
});

test('a connection parses a statement once and plans it for each set of values', async () => {
  const client = await api.deps.pool.connect();
  try {
    // A pool that consists of this one connection.
    const query = openDriver({ query: client.query.bind(client) } as never).query({ reason: 'a test' });
    for (const value of [1, 2, 3]) {
      expect(await query(sql`SELECT ${value}::int AS value`)).toEqual([{ value }]);
    }
    const { rows } = await client.query(
      `SELECT generic_plans::int, custom_plans::int FROM pg_prepared_statements WHERE statement LIKE '%AS value'`,
    );
    expect(rows).toEqual([{ generic_plans: 0, custom_plans: 3 }]);
  } finally {
    client.release();
  }
});

test('values are bound as parameters, even if they contain SQL', async () => {
  const text = `'; DROP TABLE users; --`;
  expect(await acrossAccounts(api.deps, 'a test').query(sql`SELECT ${text}::text AS text`)).toEqual([
    { text },
  ]);
});

test('a failing pipelined statement is reported and rolls back all, and the connection stays usable', async () => {
  const key = 'together';
  const count = sql`INSERT INTO rate_limits (key, points, expire) VALUES (${key}, 1, 0)`;
  const writing = api.deps.sqlTransaction({ reason: 'a test' })(({ query }) => {
    return Promise.all([query(count), query(sql`SELECT 1 / ${0}::int`), query(sql`SELECT 1`)]);
  });
  await expect(writing).rejects.toThrow('division by zero');
  expect(
    await acrossAccounts(api.deps, 'a test').query(sql`SELECT FROM rate_limits WHERE key = ${key}`),
  ).toEqual([]);
  expect(
    await api.deps.sqlTransaction({ reason: 'a test' })(({ query }) => query(sql`SELECT 1 AS one`)),
  ).toEqual([{ one: 1 }]);
});
