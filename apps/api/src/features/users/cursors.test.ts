import { users } from '@muster/contracts/users';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useApi } from '../../../test/harness.ts';
import { anAddress, type Person } from '../../../test/world.ts';

const api = useApi();
const sorts = [
  'name',
  '-name',
  'email',
  '-email',
  'createdAt',
  '-createdAt',
  'lastLoginAt',
  '-lastLoginAt',
] as const;

/** Users whose sort values collide and differ in every way that matters. */
async function crowd(owner: Person, count: number) {
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

test('walking a list by any sort, while people come and go, shows each who stayed exactly once', async () => {
  const owner = await api.world.anOwner();
  await crowd(owner, 40);
  const stayed = new Set((await owner.call(users.list, { query: { limit: 200 } })).data.map(({ id }) => id));

  const walk = fc.record({ sort: fc.constantFrom(...sorts), limit: fc.integer({ min: 3, max: 17 }) });
  await fc.assert(
    fc.asyncProperty(walk, async ({ sort, limit }) => {
      const seen: string[] = [];
      const passers: string[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await owner.call(users.list, { query: { sort, limit, ...(cursor ? { cursor } : {}) } });
        seen.push(...page.data.map(({ id }) => id));
        cursor = page.nextCursor;
        passers.push((await api.world.aUser(owner, { firstName: seen.length % 2 ? 'Aaa' : 'Zzz' })).id);
        const leaving = passers.length > 1 ? passers.shift() : undefined;
        if (leaving) await owner.call(users.delete, { params: { id: leaving } });
      } while (cursor);
      expect(new Set(seen).size).toBe(seen.length);
      expect([...stayed].filter((id) => !seen.includes(id))).toEqual([]);
      for (const id of passers) await owner.call(users.delete, { params: { id } });
    }),
    { numRuns: 8 },
  );
});

test('a cursor is refused with another sort or filter, in another account, or changed', async () => {
  const owner = await api.world.anOwner();
  await crowd(owner, 5);
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
  const stranger = await api.world.anOwner();
  expect((await stranger.refused(users.list, { query: { limit: 2, cursor } })).code).toBe('cursor_invalid');
  const changedLimit = await owner.call(users.list, { query: { limit: 50, cursor } });
  expect(changedLimit.data).toHaveLength(4);
});
