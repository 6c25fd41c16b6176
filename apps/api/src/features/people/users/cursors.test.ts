import type { CallInput } from '@muster/contracts/kit/endpoint';
import { groups } from '@muster/contracts/people/groups';
import { UserSort, users } from '@muster/contracts/people/users';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anAddress, type Person } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';

const api = useApi();

/** Users whose sort values collide and differ in every relevant way. */
async function addUsers(owner: Person, count: number) {
  const names = ['Ann', 'ann', 'Änn', 'Bob', '', 'bob', 'Zoë'];
  const logins = [null, new Date('2026-01-01T00:00:00.000Z'), new Date('2026-01-01T00:00:00.001Z')];
  await api.deps.database.user.createMany({
    data: Array.from({ length: count }, (_, index) => ({
      accountId: owner.accountId,
      email: anAddress(`u${index}`),
      emailDisplay: `u${index}@example.org`,
      name: names[index % names.length] ?? '',
      status: index % 3 === 0 ? ('added' as const) : ('invited' as const),
      lastLoginAt: logins[index % logins.length] ?? null,
      createdAt: new Date(Date.parse('2026-01-01') + (index % 4)),
    })),
  });
}

test('paging through a changing list returns each remaining user exactly once, with any sort and filter', async () => {
  const owner = await api.given.anOwner();
  await addUsers(owner, 40);
  const [red, blue] = [await api.given.aGroup(owner, 'Red'), await api.given.aGroup(owner, 'Blue')];
  const everybody = (await owner.call(users.list, { query: { limit: 200 } })).data.map(({ id }) => id);
  await owner.call(groups.addUsers, { params: { id: red.id }, body: { userIds: everybody.slice(0, 30) } });
  await owner.call(groups.addUsers, { params: { id: blue.id }, body: { userIds: everybody.slice(20) } });

  const walk = fc.record({
    sort: fc.constantFrom(...UserSort.options),
    limit: fc.integer({ min: 3, max: 17 }),
    filter: fc.record(
      {
        status: fc.subarray(['added', 'invited'] as const, { minLength: 1 }),
        groupId: fc.subarray([red.id, blue.id], { minLength: 1 }),
        q: fc.constantFrom('an', 'u1', 'Ä', '@example.org'),
        role: fc.constant(['member']),
        lastLoginBefore: fc.constant('2026-01-01T00:00:00.001Z'),
      },
      { requiredKeys: [] },
    ),
  });
  await fc.assert(
    fc.asyncProperty(walk, async ({ sort, limit, filter }) => {
      const filters = filter as unknown as CallInput<typeof users.list>['query'];
      const all = await owner.call(users.list, { query: { ...filters, limit: 200, include: 'total' } });
      const stayed = new Set(all.data.map(({ id }) => id));
      expect(all.total).toBe(stayed.size);
      const seen: string[] = [];
      const passers: string[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await owner.call(users.list, {
          query: { ...filters, sort, limit, ...(cursor ? { cursor } : {}) },
        });
        seen.push(...page.data.map(({ id }) => id));
        cursor = page.nextCursor;
        passers.push(
          (await api.given.aUser(owner, { firstName: seen.length % 2 ? 'Aaan' : 'Zzan', groupIds: [red.id] }))
            .id,
        );
        const leaving = passers.length > 1 ? passers.shift() : undefined;
        if (leaving) await owner.call(users.delete, { params: { id: leaving } });
      } while (cursor);
      expect(new Set(seen).size).toBe(seen.length);
      expect([...stayed].filter((id) => !seen.includes(id))).toEqual([]);
      for (const id of passers) await owner.call(users.delete, { params: { id } });
    }),
    { numRuns: 25 },
  );
});

test('a cursor is refused with another sort or filter, in another account, or if altered', async () => {
  const owner = await api.given.anOwner();
  await addUsers(owner, 5);
  const { nextCursor } = await owner.call(users.list, { query: { limit: 2 } });
  const cursor = nextCursor ?? '';
  const [text = '', signature = ''] = cursor.split('.');
  const forged = Buffer.from(JSON.stringify(['x', "' OR 1=1", 'x'])).toString('base64url');
  const queries = [
    { cursor, sort: 'email' as const },
    { cursor, status: 'added' as const },
    { cursor, q: 'a' },
    { cursor: `${text}x.${signature}` },
    { cursor: `${forged}.${signature}` },
    { cursor: forged },
    { cursor: '..' },
    { cursor: '%00' },
  ];
  for (const query of queries) {
    expect((await owner.refused(users.list, { query: { limit: 2, ...query } })).code).toBe('cursor_invalid');
  }
  const stranger = await api.given.anOwner();
  expect((await stranger.refused(users.list, { query: { limit: 2, cursor } })).code).toBe('cursor_invalid');
  const changedLimit = await owner.call(users.list, { query: { limit: 50, cursor } });
  expect(changedLimit.data).toHaveLength(4);
});
