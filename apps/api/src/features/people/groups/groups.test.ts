import { groups } from '@muster/contracts/people/groups';
import { users } from '@muster/contracts/people/users';
import { expect, test } from 'vitest';
import { useApi } from '../../../../test/harness.ts';

const api = useApi();

test('group names are unique ignoring case, also when ten are created simultaneously', async () => {
  const owner = await api.given.anOwner();
  const names = ['Sales', 'SALES', 'sales', 'SaLeS', 'Sales '];
  const answers = await Promise.all(
    [...names, ...names].map((name) => owner.try(groups.create, { body: { name } })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
  const other = await api.given.aGroup(owner, 'Support');
  const problem = await owner.refused(groups.update, { params: { id: other.id }, body: { name: 'sALES' } });
  expect(problem).toMatchObject({ code: 'group_exists', errors: [{ pointer: '#/name' }] });
  await owner.call(groups.update, { params: { id: other.id }, body: { name: 'SUPPORT' } });
  await api.given.aGroup(await api.given.anOwner(), 'Sales');
});

test('many users join and leave a group in one call, and each is counted once', async () => {
  const owner = await api.given.anOwner();
  const group = await api.given.aGroup(owner);
  const people = await Promise.all(Array.from({ length: 5 }, () => api.given.aUser(owner)));
  const userIds = people.map(({ id }) => id);
  const params = { id: group.id };
  const [first = ''] = userIds;
  await owner.call(users.addGroup, { params: { id: first, groupId: group.id } });
  const body = { userIds: [...userIds, ...userIds] };
  expect(await owner.call(groups.addUsers, { params, body })).toEqual({ added: 4, alreadyIn: 1 });
  expect((await owner.call(groups.get, { params })).userCount).toBe(5);
  const leaving = { userIds: [first, owner.userId] };
  expect(await owner.call(groups.removeUsers, { params, body: leaving })).toEqual({ removed: 1, notIn: 1 });
  expect((await owner.call(users.list, { query: { groupId: group.id, include: 'total' } })).total).toBe(4);
});

test("a user's groups are replaced in one call, and only changes are logged", async () => {
  const owner = await api.given.anOwner();
  const [red, green, blue] = [
    await api.given.aGroup(owner, 'Red'),
    await api.given.aGroup(owner, 'Green'),
    await api.given.aGroup(owner, 'Blue'),
  ];
  const { id } = await api.given.aUser(owner, { groupIds: [red.id, green.id] });
  const body = { groupIds: [green.id, blue.id] };
  const user = await owner.call(users.update, { params: { id }, body });
  expect(user.groups.map(({ name }) => name)).toEqual(['Blue', 'Green']);
  const { data } = await owner.call(users.listActions, { params: { id }, query: {} });
  const changes = data.filter(({ type }) => type.startsWith('group.'));
  expect(changes.map(({ type, target }) => `${type} ${target?.name}`).sort()).toEqual([
    'group.user_added Blue',
    'group.user_removed Red',
  ]);
  // Initial groups are part of the event `user.created`.
  expect(data.find(({ type }) => type === 'user.created')?.data).toMatchObject({
    groups: ['Red', 'Green'],
    groupIds: [red.id, green.id],
  });
});

test('deleting a group keeps its users', async () => {
  const owner = await api.given.anOwner();
  const group = await api.given.aGroup(owner);
  const { id } = await api.given.aUser(owner, { groupIds: [group.id] });
  await owner.call(groups.delete, { params: { id: group.id } });
  expect((await owner.call(users.get, { params: { id } })).groups).toEqual([]);
  expect((await owner.refused(groups.get, { params: { id: group.id } })).code).toBe('not_found');
});

test('the list can be paged, sorted and searched', async () => {
  const owner = await api.given.anOwner();
  for (const name of ['Zürich', 'Ähre', 'Berlin', 'zebra', '100%']) await api.given.aGroup(owner, name);
  const names = async (query: object) =>
    (await owner.call(groups.list, { query })).data.map(({ name }) => name);
  expect(await names({})).toEqual(['100%', 'Ähre', 'Berlin', 'zebra', 'Zürich']);
  expect(await names({ sort: '-name', limit: 2 })).toEqual(['Zürich', 'zebra']);
  expect(await names({ q: '%' })).toEqual(['100%']);
  expect(await names({ q: 'ber' })).toEqual(['Berlin']);
});
