import { users } from '@muster/contracts/people/users';
import { openDatabase } from '@muster/database/client';
import { beforeAll, expect, test } from 'vitest';
import type { Person } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { statementsOf } from '../../../../test/recorded-statements.ts';
import { seedSmallAccounts, seedUsers } from '../../../../test/seed-users.ts';
import {
  isOneIndex,
  placesSql,
  selectionSql,
  type UserFilter,
  type UserSort,
  usersByIdSql,
  usersSql,
} from './queries.ts';

const api = useApi();
const count = 20_000;
let owner: Person;
let groups: readonly string[];

beforeAll(async () => {
  const stranger = await api.given.anOwner();
  owner = await api.given.anOwner();
  const client = await api.deps.pool.connect();
  await seedUsers(client, stranger.accountId, 2_000);
  groups = (await seedUsers(client, owner.accountId, count)).groupIds;
  // The average account is small: a plan that is right for it must not be used for this one.
  await seedSmallAccounts(client, 200);
  await client.query('VACUUM ANALYZE users, group_memberships, invitations, groups');
  client.release();
});

interface Node {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly Node[];
}

async function explain({ text, values }: { text: string; values: readonly unknown[] }) {
  return (await api.deps.pool.query(`EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF) ${text}`, [...values])).rows;
}

/** The generic plan, made once for any values. */
async function explainAny({ text, values }: { text: string; values: readonly unknown[] }) {
  const { lookups, close } = openDatabase({ url: api.databaseUrl, max: 1 });
  const client = await lookups.connect();
  try {
    await client.query(`PREPARE page AS ${text}`);
    const literal = (value: unknown) =>
      client.escapeLiteral(Array.isArray(value) ? `{${value}}` : String(value));
    const list = values.map(literal).join(', ');
    return (await client.query(`EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF) EXECUTE page(${list})`)).rows;
  } finally {
    client.release();
    await close();
  }
}

/** The planner's choice for a statement, and how many rows it read on the way. */
async function plan(statement: { text: string; values: readonly unknown[] }, isForAny = false) {
  const rows = isForAny ? await explainAny(statement) : await explain(statement);
  const nodes: Node[] = [];
  const walk = (node: Node) => {
    nodes.push(node);
    for (const part of node.Plans ?? []) walk(part);
  };
  walk((rows[0] as { 'QUERY PLAN': { Plan: Node }[] })['QUERY PLAN'][0]?.Plan ?? expect.fail());
  const touched = nodes.map(
    (node) => (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
  );
  return {
    types: nodes.map((node) => node['Node Type']),
    indexes: nodes.flatMap((node) => node['Index Name'] ?? []),
    most: Math.max(...touched),
  };
}

const position = { value: 'Max Klein', id: '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d' };

function page(
  filter: UserFilter,
  key: UserSort = 'name',
  options: { after?: typeof position; isDescending?: boolean } = {},
) {
  const { after = null, isDescending = false } = options;
  const keyset = { key, after, isDescending, limit: 50 };
  return plan(isOneIndex(filter) ? usersSql(owner, filter, keyset) : placesSql(owner, filter, keyset));
}

test.each([
  ['the first page by name', {}, 'name', 'users_account_id_name_id_idx'],
  ['the first page by address', {}, 'email', 'users_account_id_email_key'],
  ['the newest users', {}, 'createdAt', 'users_account_id_created_at_id_idx'],
  ['the latest changes', {}, 'updatedAt', 'users_account_id_updated_at_id_idx'],
  [
    'what changed since',
    { updatedAfter: new Date('2020-01-01') },
    'updatedAt',
    'users_account_id_updated_at_id_idx',
  ],
  ['the first page by last login', {}, 'lastLoginAt', 'users_account_id_last_login'],
  ['the first page of one status', { status: ['invited'] }, 'name', 'users_account_id_status_name_id_idx'],
  ['the first page of two roles', { role: ['owner', 'admin'] }, 'name', 'users_elevated'],
] as const)('%s is read from its index and stops at the page', async (_, filter, key, index) => {
  for (const isDescending of [false, true]) {
    const { types, indexes, most } = await page(filter as UserFilter, key, { isDescending });
    expect(indexes).toContain(index);
    expect(types).not.toContain('Seq Scan');
    expect(most).toBeLessThanOrEqual(60);
  }
});

test('a page far down the list starts reading at its cursor', async () => {
  const { indexes, most } = await page({}, 'name', { after: position });
  expect(indexes).toContain('users_account_id_name_id_idx');
  expect(most).toBeLessThanOrEqual(60);
});

test('a group filter, alone or with a status, reads one index', async () => {
  const [groupId = ''] = groups;
  const ofGroup = await page({ groupId: [groupId] });
  expect(ofGroup.indexes).toContain('group_memberships_account_id_group_id_name_user_id_idx');
  const ofBoth = await page({ groupId: [groupId], status: ['invited'] });
  expect(ofBoth.indexes).toContain('group_memberships_account_id_group_id_status_name_user_id_idx');
  for (const { types, most } of [ofGroup, ofBoth]) {
    expect(types).not.toContain('Sort');
    expect(types).not.toContain('Seq Scan');
    expect(most).toBeLessThanOrEqual(60);
  }
});

test('a generic plan is right for every account', async () => {
  const [groupId = ''] = groups;
  const filters: UserFilter[] = [
    {},
    { status: ['invited'] },
    { groupId: [groupId] },
    { groupId: [groupId], status: ['added'] },
  ];
  for (const filter of filters) {
    expect(isOneIndex(filter)).toBe(true);
    for (const key of ['name', 'email', 'createdAt', 'lastLoginAt'] as const) {
      if (key !== 'name' && filter.groupId) continue;
      for (const after of [null, key === 'name' ? position : null]) {
        const statement = usersSql(owner, filter, { key, after, isDescending: false, limit: 50 });
        const { types, most } = await plan(statement, true);
        expect(types, JSON.stringify([filter, key])).not.toContain('Seq Scan');
        expect(most, JSON.stringify([filter, key])).toBeLessThanOrEqual(key === 'name' ? 60 : count);
      }
    }
  }
  for (const filter of [
    { q: 'a' },
    { role: ['owner' as const] },
    { status: ['added' as const, 'active' as const] },
  ]) {
    expect(isOneIndex(filter)).toBe(false);
  }
});

test('users by id are found by primary key, however large the account is', async () => {
  const { rows } = await api.deps.pool.query<{ id: string }>(
    'SELECT id FROM users WHERE account_id = $1 ORDER BY name LIMIT 50',
    [owner.accountId],
  );
  const ids = rows.map(({ id }) => id);
  for (const wanted of [ids, ids.slice(0, 1)]) {
    const { indexes, most } = await plan(usersByIdSql(owner, wanted), true);
    expect(indexes).toEqual(expect.arrayContaining(['users_pkey', 'groups_pkey']));
    expect(most).toBeLessThanOrEqual(150);
  }
});

test('a rare text is found by trigrams, a common one by scanning the names', async () => {
  const rare = await page({ q: 'person.17777@' });
  expect(rare.indexes).toContain('users_search');
  expect(rare.most).toBeLessThanOrEqual(60);
  const common = await page({ q: 'mann' });
  expect(common.indexes).not.toContain('users_search');
  expect(common.most).toBeLessThan(count / 4);
});

test('the whole address and the whole external ID are found through their indexes', async () => {
  for (const [filter, index] of [
    [{ email: 'nobody@example.org' }, 'users_account_id_email_key'],
    [{ externalId: 'HR-1' }, 'users_account_id_external_id_key'],
  ] as const) {
    const { indexes, types, most } = await page(filter, 'name', { isDescending: false });
    expect(indexes).toEqual([index]);
    expect(types).not.toContain('Seq Scan');
    expect(most).toBeLessThanOrEqual(1);
  }
});

test('the trigram index starts with the text, so a search skips other users of the account', async () => {
  const { rows } = await api.deps.pool.query(`SELECT pg_get_indexdef('users_search'::regclass) AS index`);
  expect(rows[0].index).toContain('(search gin_trgm_ops, account_id');
});

test('no page with any filter and sort reads the whole account', async () => {
  const filters: UserFilter[] = [
    { q: 'ada', status: ['active'] },
    { groupId: [...groups.slice(0, 3)], status: ['active', 'invited'] },
    { groupId: [groups[4] ?? ''], role: ['member'] },
    { invitation: ['pending'] },
    { lastLoginBefore: new Date() },
  ];
  for (const filter of filters) {
    for (const key of ['name', 'email', 'createdAt', 'lastLoginAt'] as const) {
      // Invited users have never signed in, so this order proves nothing about them.
      if (filter.invitation && key === 'lastLoginAt') continue;
      const { types, most } = await page(filter, key, { isDescending: true });
      expect(types, JSON.stringify([filter, key])).not.toContain('Seq Scan');
      expect(most, JSON.stringify([filter, key])).toBeLessThan(count / 2);
    }
  }
});

test('a rare delivery state is found through the index of undelivered invitations', async () => {
  await api.deps.pool.query(
    `UPDATE invitations SET delivery = 'bounced' WHERE (account_id, user_id) IN
       (SELECT account_id, id FROM users WHERE account_id = $1 ORDER BY id LIMIT 5)`,
    [owner.accountId],
  );
  await api.deps.pool.query('ANALYZE invitations');
  const { indexes, most } = await page({ delivery: ['bounced'] });
  expect(indexes).toContain('invitations_undelivered');
  expect(most).toBeLessThan(100);
});

test('pages and totals take a fixed number of statements, however many users there are', async () => {
  api.deps.callerCache.invalidateAll();
  const page = () => owner.call(users.list, { query: { limit: 200, include: 'total' } });
  const [caller, ...others] = await statementsOf(page);
  expect(caller).toContain('FROM sign_ins');
  // The total, the page, and the names of its groups.
  expect(others, others.join('\n')).toHaveLength(3);
  api.deps.callerCache.invalidateAll();
  const one = await statementsOf(() => owner.call(users.get, { params: { id: owner.userId } }));
  expect(one, one.join('\n')).toHaveLength(2);
});

test('a total too large to count with a page is not recounted for the next page', async () => {
  const query = { status: ['active' as const], include: 'total' as const, limit: 1 };
  const statements = await statementsOf(async () => {
    expect((await owner.call(users.list, { query })).total).toBeNull();
    expect((await owner.call(users.list, { query })).total).toBeNull();
  });
  expect(statements.filter((text) => text.includes('AS found'))).toHaveLength(1);
  const { total } = await owner.call(users.count, { query: { status: ['active'] } });
  expect(total).toBeGreaterThan(10_000);
});

test('selecting all matching users reads only their index', async () => {
  const { types } = await plan(selectionSql(owner, { status: ['invited'] }));
  expect(types).not.toContain('Sort');
});
