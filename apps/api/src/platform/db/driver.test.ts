import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { openDatabase } from '@muster/database/client';
import { isUnavailable } from '@muster/database/failures';
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

/** The database behind a network that can stop to carry anything, without closing connections. */
async function behindNetwork() {
  const { hostname, port } = new URL(api.databaseUrl);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) sockets.add(socket.on('error', () => undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(api.databaseUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    stop: () => {
      for (const socket of sockets) socket.unpipe().pause();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test('a database that no longer answers fails a statement and a transaction, and others get new connections', async () => {
  const network = await behindNetwork();
  const { pool, reads, close } = openDatabase({ url: network.url, max: 2 });
  const driver = openDriver(pool, undefined, reads);
  const scope = { reason: 'a test', limits: { alone: 50, inTransaction: 50 } };
  try {
    const one = sql`SELECT 1 AS one`;
    expect(await driver.query(scope)(one)).toEqual([{ one: 1 }]);
    let alone: Promise<unknown> | undefined;
    const transaction = driver.sqlTransaction(scope)(async ({ query }) => {
      network.stop();
      alone = driver.query(scope)(one).catch(isUnavailable);
      return query(one);
    });
    const failures = [await transaction.catch(isUnavailable), await alone];
    expect(failures).toEqual([true, true]);
    expect(await driver.query(scope)(one)).toEqual([{ one: 1 }]);
    expect(await driver.sqlTransaction(scope)(({ query }) => query(one))).toEqual([{ one: 1 }]);
  } finally {
    await network.close();
    await close();
  }
});
