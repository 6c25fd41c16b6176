import { auditEvents } from '@muster/contracts/account/audit-events';
import { bulkOperations } from '@muster/contracts/people/bulk-operations';
import { groups } from '@muster/contracts/people/groups';
import { invitations } from '@muster/contracts/people/invitations';
import { savedViews } from '@muster/contracts/people/saved-views';
import { userImports } from '@muster/contracts/people/user-imports';
import { users } from '@muster/contracts/people/users';
import { beforeEach, expect, test } from 'vitest';
import type { Person } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { commit, upload } from '../../../../test/imports.ts';
import { expectInvariants } from '../../../../test/invariants.ts';

const api = useApi();
let owner: Person;
beforeEach(async () => {
  owner = await api.given.anOwner();
});

const merge = (id: string, intoId: string) => owner.call(groups.merge, { params: { id }, body: { intoId } });

const groupsOf = async (id: string) =>
  (await owner.call(users.get, { params: { id } })).groups.map(({ name }) => name);

/** A group with the name of another one, as there are from before names were compared by spelling. */
async function aTwin(of: string, name: string, twin: number) {
  const { id } = await api.given.aGroup(owner);
  const { pool } = api.deps;
  await pool.query('UPDATE groups SET name_key = name_key($1), twin = $2 WHERE id = $3', [of, twin, id]);
  await pool.query('UPDATE groups SET name = $1 WHERE id = $2', [name, id]);
  return { id, name };
}

test('users, also invited ones, join the group that stays, and are counted once', async () => {
  const sales = await api.given.aGroup(owner, 'Sales');
  const berlin = await api.given.aGroup(owner, 'Sales Berlin');
  const both = await api.given.aUser(owner, { groupIds: [sales.id, berlin.id] });
  const one = await api.given.aUser(owner, { groupIds: [berlin.id], sendInvitation: true });
  const merged = await merge(berlin.id, sales.id);
  expect(merged).toMatchObject({ id: sales.id, name: 'Sales', userCount: 2, twinIds: [] });
  for (const { id } of [both, one]) expect(await groupsOf(id)).toEqual(['Sales']);
  const { data: pending } = await owner.call(invitations.list, { query: { status: 'pending' } });
  expect(pending.map(({ user }) => user.id)).toEqual([one.id]);
  expect((await owner.refused(groups.get, { params: { id: berlin.id } })).code).toBe('not_found');
  const { data } = await owner.call(auditEvents.list, {
    query: { action: ['group.merged', 'group.deleted'] },
  });
  expect(data.map(({ type, target, data: facts }) => ({ type, target: target?.name, facts }))).toEqual([
    {
      type: 'group.merged',
      target: 'Sales',
      facts: { mergedId: berlin.id, mergedName: 'Sales Berlin', users: 2, added: 1 },
    },
  ]);
  await expectInvariants(api);
});

test('saved views find the group that stays, once', async () => {
  const sales = await api.given.aGroup(owner, 'Sales');
  const berlin = await api.given.aGroup(owner, 'Berlin');
  const other = await api.given.aGroup(owner, 'Other');
  const view = async (name: string, groupId: string[]) =>
    owner.call(savedViews.create, { body: { name, query: { groupId, status: ['active'] } } });
  await view('a', [berlin.id]);
  await view('b', [berlin.id, sales.id, other.id]);
  await view('c', [other.id]);
  await merge(berlin.id, sales.id);
  const { data } = await owner.call(savedViews.list, {});
  expect(data.map(({ query }) => new Set(query.groupId))).toEqual([
    new Set([sales.id]),
    new Set([sales.id, other.id]),
    new Set([other.id]),
  ]);
  expect(data[1]?.query).toMatchObject({ status: ['active'] });
});

test('an import that was previewed or committed before puts its users into the group that stays', async () => {
  const sales = await api.given.aGroup(owner, 'Sales');
  const berlin = await api.given.aGroup(owner, 'Berlin');
  const file = (local: string, name: string) => `email,group\n${local}@example.org,${name}\n`;
  const previewed = await upload(owner, file('ada', 'berlin'));
  const committed = await upload(owner, file('grace', 'BERLIN'));
  const creating = await upload(owner, file('alan', 'Enigma'));
  for (const { id } of [committed, creating])
    await owner.call(userImports.commit, { params: { id }, body: {} });
  const { data } = await owner.call(groups.list, { query: { q: 'enigma' } });
  await merge(berlin.id, sales.id);
  await merge(data[0]?.id ?? '', sales.id);
  expect((await commit(api, owner, previewed.id)).status).toBe('done');
  const found = await owner.call(users.list, { query: { groupId: sales.id } });
  expect(found.data.map(({ email }) => email).sort()).toEqual([
    'ada@example.org',
    'alan@example.org',
    'grace@example.org',
  ]);
  expect((await owner.call(groups.list, { query: {} })).data).toHaveLength(1);
});

test('a bulk operation under way, and its undo, work on the group that stays', async () => {
  const sales = await api.given.aGroup(owner, 'Sales');
  const berlin = await api.given.aGroup(owner, 'Berlin');
  const { id } = await api.given.aUser(owner);
  const operation = await owner.call(bulkOperations.create, {
    body: { action: 'add_to_groups', ids: [id], params: { groupIds: [berlin.id] } },
  });
  await merge(berlin.id, sales.id);
  await api.runJobs();
  expect(await groupsOf(id)).toEqual(['Sales']);
  const all = await api.given.aGroup(owner, 'All');
  await merge(sales.id, all.id);
  await owner.call(bulkOperations.undo, { params: { id: operation.id } });
  await api.runJobs();
  expect(await groupsOf(id)).toEqual([]);
});

test('groups with the same name are listed, keep the name taken, and can be merged', async () => {
  const first = await api.given.aGroup(owner, 'Büro Nord');
  const second = await aTwin('Büro Nord', 'Bu\u0308ro  Nord', 1);
  const third = await aTwin('Büro Nord', 'BÜRO NORD', 2);
  await api.given.aGroup(owner, 'Other');
  const twins = async () =>
    (await owner.call(groups.list, { query: { twins: 'true', sort: 'createdAt' } })).data.map(
      ({ id, twinIds }) => [id, ...twinIds],
    );
  expect(await twins()).toEqual([
    [first.id, second.id, third.id],
    [second.id, first.id, third.id],
    [third.id, first.id, second.id],
  ]);
  // A file that names them means the first.
  const { id } = await upload(owner, 'email,group\nada@example.org,büro nord\n');
  await commit(api, owner, id);
  expect((await owner.call(groups.get, { params: { id: first.id } })).userCount).toBe(1);
  // A change that keeps the name is no new name; when the first goes, the name stays taken.
  await owner.call(groups.update, { params: { id: second.id }, body: { name: 'büro nord' } });
  await merge(first.id, third.id);
  expect(await twins()).toEqual([
    [second.id, third.id],
    [third.id, second.id],
  ]);
  expect((await owner.refused(groups.create, { body: { name: 'Büro nord' } })).code).toBe('group_exists');
  await owner.call(groups.update, { params: { id: second.id }, body: { name: 'Süd' } });
  expect(await twins()).toEqual([]);
  expect((await owner.refused(groups.create, { body: { name: 'Büro nord' } })).code).toBe('group_exists');
  await merge(third.id, second.id);
  await api.given.aGroup(owner, 'Büro nord');
});

test('a merge with itself, with nothing, and by somebody else changes nothing', async () => {
  const group = await api.given.aGroup(owner, 'Sales');
  const foreign = await api.given.aGroup(await api.given.anOwner(), 'Foreign');
  const refused = async (id: string, intoId: string) => {
    const { code, errors } = await owner.refused(groups.merge, { params: { id }, body: { intoId } });
    return [code, errors?.[0]?.pointer];
  };
  expect(await refused(group.id, group.id)).toEqual(['same_group', '#/intoId']);
  expect(await refused(group.id, foreign.id)).toEqual(['group_not_found', '#/intoId']);
  expect(await refused(foreign.id, group.id)).toEqual(['not_found', undefined]);
  expect((await owner.call(groups.get, { params: { id: group.id } })).name).toBe('Sales');
});

test('two merges into each other, and a merge beside new members, end without loss', async () => {
  const [one, other] = [await api.given.aGroup(owner, 'One'), await api.given.aGroup(owner, 'Other')];
  const people = await Promise.all(Array.from({ length: 4 }, () => api.given.aUser(owner)));
  const userIds = people.map(({ id }) => id);
  await owner.call(groups.addUsers, { params: { id: one.id }, body: { userIds } });
  const answers = await Promise.all([
    owner.try(groups.merge, { params: { id: one.id }, body: { intoId: other.id } }),
    owner.try(groups.merge, { params: { id: other.id }, body: { intoId: one.id } }),
    owner.try(groups.addUsers, { params: { id: other.id }, body: { userIds } }),
  ]);
  for (const { status } of answers) expect(status).toBeLessThan(500);
  const { data } = await owner.call(groups.list, { query: {} });
  expect(data.map(({ userCount }) => userCount)).toEqual([4]);
  await expectInvariants(api);
});
