import { eventFeed } from '@muster/contracts/integrations/event-feed';
import { groups } from '@muster/contracts/people/groups';
import { invitations } from '@muster/contracts/people/invitations';
import { users } from '@muster/contracts/people/users';
import { expect, test } from 'vitest';
import { anAddress, type Person } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';

const api = useApi();

function put(by: Person, externalId: string, body: Record<string, unknown>) {
  return by.call(users.put, { params: { externalId }, body: body as { email: string } });
}

test('the same call adds a user and then changes them, and absent fields stay', async () => {
  const owner = await api.given.anOwner();
  const sales = await api.given.aGroup(owner, 'Sales');
  const email = anAddress('ada');
  const added = await put(owner, 'HR/18 15', {
    email,
    firstName: 'Ada',
    lastName: null,
    groupIds: [sales.id],
  });
  expect(added).toMatchObject({ externalId: 'HR/18 15', status: 'added', name: 'Ada' });
  const changed = await put(owner, 'HR/18 15', { email, lastName: 'Lovelace', sendInvitation: true });
  expect(changed).toMatchObject({ id: added.id, name: 'Ada Lovelace', status: 'invited' });
  expect(changed.groups).toEqual([{ id: sales.id, name: 'Sales' }]);
  // Somebody who is invited is not invited each night.
  await put(owner, 'HR/18 15', { email, sendInvitation: true });
  const { events } = await feedOf(owner);
  expect(events.filter((type) => type === 'invitation.sent')).toHaveLength(1);
  expect(events).not.toContain('invitation.resent');
  expect(await owner.call(users.getByExternalId, { params: { externalId: 'HR/18 15' } })).toEqual(
    await owner.call(users.get, { params: { id: added.id } }),
  );
});

test('a user who has the address and no external ID gets it; one with another external ID keeps theirs', async () => {
  const owner = await api.given.anOwner();
  const email = anAddress('byhand');
  const byHand = await api.given.aUser(owner, { email });
  const taken = await put(owner, 'HR-1', { email: email.toUpperCase(), firstName: 'Grace' });
  expect(taken).toMatchObject({ id: byHand.id, externalId: 'HR-1', firstName: 'Grace' });
  const refused = await owner.refused(users.put, { params: { externalId: 'HR-2' }, body: { email } });
  expect(refused).toMatchObject({ code: 'user_exists', userId: byHand.id, errors: [{ pointer: '#/email' }] });
  const moved = await put(owner, 'HR-1', { email: anAddress('moved') });
  expect(moved.id).toBe(byHand.id);
});

test('ten calls at once with a new external ID add one user', async () => {
  const owner = await api.given.anOwner();
  const email = anAddress('race');
  const results = await Promise.all(
    Array.from({ length: 10 }, (_, turn) => put(owner, 'HR-9', { email, firstName: `Ada ${turn}` })),
  );
  expect(new Set(results.map(({ id }) => id)).size).toBe(1);
});

test('of calls at once with different external IDs for one address, one gives theirs', async () => {
  const owner = await api.given.anOwner();
  const { email } = await api.given.aUser(owner);
  const calls = Array.from({ length: 8 }, (_, turn) =>
    owner.try(users.put, { params: { externalId: `HR-${turn}` }, body: { email } }),
  );
  const statuses = (await Promise.all(calls)).map(({ status }) => status);
  expect(statuses.sort()).toEqual([200, ...Array<number>(7).fill(409)]);
});

test('what changed since a time is found, oldest change first', async () => {
  const owner = await api.given.anOwner();
  const group = await api.given.aGroup(owner, 'Sales');
  const people = await Promise.all(Array.from({ length: 4 }, () => api.given.aUser(owner)));
  const [, renamed, joined, invited] = people;
  const since = async () => {
    const [{ at } = { at: new Date() }] = await api.deps.database.$queryRaw<{ at: Date }[]>`
      SELECT date_trunc('milliseconds', clock_timestamp()) + interval '1 ms' AS at`;
    // Times have milliseconds: the next change must not be in this one.
    await expect.poll(() => Date.now()).toBeGreaterThan(at.getTime() + 1);
    return at.toISOString();
  };
  const updatedAfter = await since();
  await owner.call(users.update, { params: { id: renamed?.id ?? '' }, body: { firstName: 'New' } });
  await owner.call(groups.addUsers, { params: { id: group.id }, body: { userIds: [joined?.id ?? ''] } });
  await owner.call(users.invite, { params: { id: invited?.id ?? '' } });
  const query = { updatedAfter, sort: 'updatedAt' } as const;
  const found = await owner.call(users.list, { query });
  expect(found.data.map(({ id }) => id)).toEqual([renamed?.id, joined?.id, invited?.id]);
  const [first] = (await owner.call(users.list, { query: { ...query, limit: 1 } })).data;
  expect(first?.id).toBe(renamed?.id);
  expect((await owner.call(invitations.list, { query })).data).toMatchObject([{ user: { id: invited?.id } }]);
  expect((await owner.call(groups.list, { query })).data).toEqual([]);
  const later = await since();
  await owner.call(groups.update, { params: { id: group.id }, body: { name: 'Vertrieb' } });
  expect((await owner.call(groups.list, { query: { updatedAfter: later } })).data).toHaveLength(1);
  expect((await owner.call(users.list, { query: { updatedAfter: later } })).data).toEqual([]);
});

test('every event about a user has their external ID, the last one, too', async () => {
  const owner = await api.given.anOwner();
  const { id } = await put(owner, 'HR-7', { email: anAddress(), sendInvitation: true });
  const other = await api.given.aUser(owner);
  await owner.call(users.delete, { params: { id } });
  const { about } = await feedOf(owner);
  expect(about(id).map(({ externalId }) => externalId)).toEqual(['HR-7', 'HR-7', 'HR-7']);
  expect(about(other.id).map(({ externalId }) => externalId)).toEqual([null]);
});

async function feedOf(reader: Person) {
  const { data } = await reader.call(eventFeed.list, { query: { limit: 200 } });
  return {
    events: data.map(({ type }) => type),
    about: (id: string) => data.flatMap(({ data: { user } }) => (user?.id === id ? [user] : [])),
  };
}
