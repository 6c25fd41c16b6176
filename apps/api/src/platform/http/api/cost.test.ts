import { allEndpoints } from '@muster/contracts/api';
import { groups } from '@muster/contracts/people/groups';
import { users } from '@muster/contracts/people/users';
import { beforeAll, expect, test, vi } from 'vitest';
import type { Person } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { upload } from '../../../../test/imports.ts';
import { seedUsers } from '../../../../test/seed-users.ts';
import { accountContext } from '../../context/account-context.ts';
import { noRequest, systemActor } from '../../context/actor.ts';
import { acrossAccounts } from '../../db/across-accounts.ts';
import { sql } from '../../db/sql.ts';
import { type Cost, costOf } from './cost.ts';

const api = useApi();
let owner: Person;
let stranger: Person;

beforeAll(async () => {
  owner = await api.given.anOwner();
  stranger = await api.given.anOwner();
});

const calls = {
  search: (person: Person) => person.raw({ url: '/api/v1/groups?q=night' }),
  export: (person: Person) => person.raw({ url: '/api/v1/users/export.csv' }),
  file: async (person: Person) => {
    const form = new FormData();
    form.append('file', new File(['Email\nada@example.org\n'], 'users.csv'));
    return person.raw({ method: 'POST', url: '/api/v1/user-imports', payload: form as object });
  },
};
const kinds = [
  { kind: 'search', atOnce: 4, waiting: 50 },
  { kind: 'export', atOnce: 2, waiting: 4 },
  { kind: 'file', atOnce: 1, waiting: 3 },
] as const;

test.each(kinds)(
  'one account has $atOnce of $kind at once, $waiting wait, and others do not',
  async ({ kind, atOnce, waiting }) => {
    const turns = api.deps.turns[kind];
    const going = await Promise.all(Array.from({ length: atOnce }, () => turns.take(owner.accountId)));
    const queued = Array.from({ length: waiting }, () => turns.take(owner.accountId));
    const refused = await calls[kind](owner);
    expect([refused.status, refused.headers['retry-after'], (refused.body as { code: string }).code]).toEqual(
      [...[429, '5', 'rate_limited']],
    );
    expect((await calls[kind](stranger)).status).toBeLessThan(300);
    for (const end of going) end();
    for (const end of queued) (await end)();
    expect((await calls[kind](owner)).status).toBeLessThan(300);
  },
);

test('files of many accounts have one bound', async () => {
  const ends = await Promise.all(['a', 'b', 'c', 'd'].map((key) => api.deps.turns.file.take(key)));
  const queued = Array.from({ length: 20 }, (_, index) => api.deps.turns.file.take(`account ${index}`));
  const refused = await calls.file(owner);
  expect([refused.status, refused.headers['retry-after']]).toEqual([503, '5']);
  for (const end of ends) end();
  for (const end of queued) (await end)();
  await upload(owner, 'Email\nada@example.org\n');
});

test('an export has its turn until it is sent, or its reader leaves', { timeout: 120_000 }, async () => {
  const client = await api.deps.pool.connect();
  await seedUsers(client, owner.accountId, 3_000);
  client.release();
  let going = 0;
  const { take } = api.deps.turns.export;
  vi.spyOn(api.deps.turns.export, 'take').mockImplementation(async (key) => {
    const end = await take(key);
    going += 1;
    return () => {
      going -= 1;
      end();
    };
  });
  const cookies = Object.fromEntries(owner.cookies);
  const open = () => api.app.inject({ url: '/api/v1/users/export.csv', cookies, payloadAsStream: true });
  const [read, left] = [await open(), await open()];
  expect([read.statusCode, left.statusCode, going]).toEqual([200, 200, 2]);
  for await (const _ of read.stream());
  await expect.poll(() => going).toBe(1);
  left.raw.res.destroy();
  await expect.poll(() => going).toBe(0);
});

test('a search that takes too long is stopped, and says what to do', { timeout: 120_000 }, async () => {
  const client = await api.deps.pool.connect();
  try {
    await client.query('BEGIN; LOCK TABLE groups');
    const query = { q: 'night', include: 'total' as const };
    const problem = await owner.refused(groups.list, { query });
    expect(problem).toMatchObject({ status: 503, code: 'query_too_expensive', retryAfter: 30 });
    expect(problem.detail).toContain('Narrow it');
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
  await owner.call(users.count, { query: {} });
});

test('a statement has the limit of its request, and the next one on its connection another', async () => {
  const shown = sql`SELECT current_setting('statement_timeout') AS limit`;
  const short = { alone: 1_234, inTransaction: 5_678 };
  const contextWith = (limits?: typeof short) =>
    accountContext(api.deps, owner.accountId, systemActor, noRequest, limits);
  const across = acrossAccounts(api.deps, 'a test');
  for (let round = 0; round < 5; round += 1) {
    const [job, request] = [contextWith(), contextWith(short)];
    expect(await request.query(shown)).toEqual([{ limit: '1234ms' }]);
    expect(await job.query(shown)).toEqual([{ limit: '10min' }]);
    expect(await request.sqlTransaction((tx) => tx.query(shown))).toEqual([{ limit: '5678ms' }]);
    expect(await job.sqlTransaction((tx) => tx.query(shown))).toEqual([{ limit: '10min' }]);
    expect(await across.query(shown)).toEqual([{ limit: '10min' }]);
    expect(await across.queryByKey(shown)).toEqual([{ limit: '5s' }]);
  }
});

test('endpoints cost what their contract says', () => {
  const costs = Object.groupBy(allEndpoints, (endpoint) => costOf(endpoint, {}));
  const idsOf = (cost: Cost) => costs[cost]?.map(({ id }) => id);
  expect(idsOf('file')).toEqual(['userImports.create']);
  expect(idsOf('export')).toEqual([
    'users.export',
    'users.exportXlsx',
    'userImports.template',
    'userImports.errorsCsv',
  ]);
  expect(idsOf('search')).toEqual(['users.count']);
  expect(costOf(users.list, { q: 'ada' })).toBe('search');
  expect(costOf(users.list, { include: 'total' })).toBe('search');
  expect(costOf(users.list, { status: ['active'] })).toBe('little');
});
