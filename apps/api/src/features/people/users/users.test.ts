import { groups } from '@muster/contracts/people/groups';
import { users } from '@muster/contracts/people/users';
import { expect, test } from 'vitest';
import { anAddress, type Person } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';

const api = useApi();
const unknownId = '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d';
const namesOf = (page: { data: { name: string }[] }) => page.data.map(({ name }) => name);

test('a user joins several groups, keeps the address as typed, and is found by it', async () => {
  const owner = await api.given.anOwner();
  const sales = await api.given.aGroup(owner, 'Sales');
  const berlin = await api.given.aGroup(owner, 'Berlin');
  const email = anAddress('Ada.Lovelace+work');
  const user = await owner.call(users.create, {
    body: {
      email,
      firstName: 'Ada',
      lastName: 'Lovelace',
      groupIds: [sales.id, berlin.id],
      externalId: 'hr-1',
    },
  });
  expect(user).toMatchObject({
    email,
    name: 'Ada Lovelace',
    role: 'member',
    status: 'added',
    invitation: null,
  });
  expect(user.groups.map(({ name }) => name)).toEqual(['Berlin', 'Sales']);
  const found = await owner.call(users.list, { query: { q: 'LOVELACE+WORK', include: 'total' } });
  expect(found).toMatchObject({ total: 1, data: [{ id: user.id }] });
});

test('a conflict of address or external id names the user who has it', async () => {
  const owner = await api.given.anOwner();
  const ada = await api.given.aUser(owner, { email: anAddress('ada'), externalId: 'hr-7' });
  const again = await owner.refused(users.create, { body: { email: ` ${ada.email.toUpperCase()}` } });
  expect(again).toMatchObject({ code: 'user_exists', userId: ada.id, errors: [{ pointer: '#/email' }] });
  const sameId = await owner.refused(users.create, { body: { email: anAddress(), externalId: 'hr-7' } });
  expect(sameId).toMatchObject({
    code: 'user_exists',
    userId: ada.id,
    errors: [{ pointer: '#/externalId' }],
  });
});

test('addresses that differ in dots or tags belong to different users', async () => {
  const owner = await api.given.anOwner();
  const [local = ''] = anAddress('a.b').split('@');
  for (const form of [local, `${local}+tag`, local.replaceAll('.', '')]) {
    await api.given.aUser(owner, { email: `${form}@example.org` });
  }
});

test('an address added ten times simultaneously creates one user', async () => {
  const owner = await api.given.anOwner();
  const email = anAddress('race');
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => owner.try(users.create, { body: { email, sendInvitation: true } })),
  );
  const created = answers.filter(({ status }) => status === 201);
  expect(created).toHaveLength(1);
  const { id } = (created[0] ?? expect.fail()).body as { id: string };
  for (const { status, body } of answers.filter((answer) => answer.status !== 201)) {
    expect([status, body]).toEqual([409, expect.objectContaining({ code: 'user_exists', userId: id })]);
  }
  await api.runJobs();
  expect(await api.given.mailsTo(email)).toHaveLength(1);
});

test('absent fields stay unchanged and null clears', async () => {
  const owner = await api.given.anOwner();
  const { id } = await api.given.aUser(owner, {
    firstName: 'Ada',
    lastName: 'Byron',
    externalId: 'hr-2',
    locale: 'de',
  });
  const renamed = await owner.call(users.update, { params: { id }, body: { lastName: 'Lovelace' } });
  expect(renamed).toMatchObject({ name: 'Ada Lovelace', externalId: 'hr-2', locale: 'de' });
  const body = { firstName: null, externalId: null, locale: null };
  expect(await owner.call(users.update, { params: { id }, body })).toMatchObject({
    name: 'Lovelace',
    externalId: null,
    locale: null,
  });
});

test('correcting an address sends a new link and revokes the old one', async () => {
  const owner = await api.given.anOwner();
  const typo = anAddress('typo');
  const { id } = await api.given.aUser(owner, { email: typo, sendInvitation: true });
  await api.runJobs();
  const oldToken = await api.given.tokenFor(typo);
  const right = anAddress('right');
  await owner.call(users.update, { params: { id }, body: { email: right } });
  await api.runJobs();
  const preview = (token: string) =>
    api.anonymous().raw({
      method: 'POST',
      url: '/api/v1/activation/preview',
      payload: { token },
    });
  expect((await preview(oldToken)).status).toBe(410);
  expect((await preview(await api.given.tokenFor(right))).status).toBe(200);
});

test('the address of an active user cannot be changed', async () => {
  const owner = await api.given.anOwner();
  const member = await api.given.aMember(owner);
  const body = { email: anAddress() };
  expect((await owner.refused(users.update, { params: { id: member.userId }, body })).code).toBe(
    'already_active',
  );
});

test('the last owner cannot be demoted, deactivated or removed, also by simultaneous calls', async () => {
  const owner = await api.given.anOwner();
  const second = await api.given.aMember(owner, { role: 'owner' });
  const demotions = await Promise.all([
    owner.try(users.update, { params: { id: owner.userId }, body: { role: 'admin' } }),
    second.try(users.update, { params: { id: second.userId }, body: { role: 'member' } }),
    owner.try(users.deactivate, { params: { id: second.userId } }),
    second.try(users.delete, { params: { id: owner.userId } }),
  ]);
  expect(demotions.some(({ status }) => status < 300)).toBe(true);
  const owners = { accountId: owner.accountId, role: 'owner', status: 'active' } as const;
  const left = await api.deps.database.user.findMany({ where: owners });
  expect(left).toHaveLength(1);
  const remaining = left[0]?.id === owner.userId ? owner : second;
  const params = { id: remaining.userId };
  expect((await remaining.refused(users.update, { params, body: { role: 'member' } })).code).toBe(
    'last_owner',
  );
  expect((await remaining.refused(users.deactivate, { params })).code).toBe('last_owner');
  expect((await remaining.refused(users.delete, { params })).code).toBe('last_owner');
});

test('an admin can neither create nor change an owner', async () => {
  const owner = await api.given.anOwner();
  const admin = await api.given.aMember(owner, { role: 'admin' });
  const params = { id: owner.userId };
  const refusals = [
    admin.refused(users.create, { body: { email: anAddress(), role: 'owner' } }),
    admin.refused(users.update, { params: { id: admin.userId }, body: { role: 'owner' } }),
    admin.refused(users.update, { params, body: { firstName: 'Mallory' } }),
    admin.refused(users.deactivate, { params }),
    admin.refused(users.delete, { params }),
  ];
  for (const { code } of await Promise.all(refusals)) expect(code).toBe('forbidden');
});

test('deactivating ends sign-ins and the pending invitation, and reactivating restores the user', async () => {
  const owner = await api.given.anOwner();
  const member = await api.given.aMember(owner);
  const me = () => member.raw({ method: 'GET', url: '/api/v1/me' });
  expect((await me()).status).toBe(200);
  const params = { id: member.userId };
  expect((await owner.call(users.deactivate, { params })).status).toBe('deactivated');
  expect((await me()).status).toBe(401);
  expect((await owner.call(users.deactivate, { params })).status).toBe('deactivated');
  expect((await owner.call(users.reactivate, { params })).status).toBe('active');

  const invited = await api.given.aUser(owner, { sendInvitation: true });
  const gone = await owner.call(users.deactivate, { params: { id: invited.id } });
  expect(gone.invitation?.status).toBe('revoked');
  expect((await owner.refused(users.invite, { params: { id: invited.id } })).code).toBe('user_deactivated');
  expect((await owner.call(users.reactivate, { params: { id: invited.id } })).status).toBe('added');
  expect((await owner.try(users.invite, { params: { id: invited.id } })).status).toBe(201);
});

test('the address of a removed user can be added as a new user', async () => {
  const owner = await api.given.anOwner();
  const { id, email } = await api.given
    .aMember(owner)
    .then(({ userId, email: address }) => ({ id: userId, email: address }));
  await owner.call(users.delete, { params: { id } });
  expect((await owner.refused(users.get, { params: { id } })).code).toBe('not_found');
  const again = await owner.call(users.create, { body: { email } });
  expect(again.id).not.toBe(id);
  expect((await owner.call(users.listActions, { params: { id: again.id }, query: {} })).data).toHaveLength(1);
});

test('the whole address and the whole external ID find one user', async () => {
  const owner = await api.given.anOwner();
  const ann = await api.given.aUser(owner, { email: 'Ann.Doe@example.org', externalId: 'HR-1' });
  await api.given.aUser(owner, { email: 'ann.doe@example.org.test', externalId: 'HR-12' });
  await api.given.aUser(await api.given.anOwner(), { email: 'ann.doe@example.org', externalId: 'HR-1' });
  const list = async (query: object) => {
    const { data, total } = await owner.call(users.list, { query: { ...query, include: 'total' } });
    expect(total).toBe(data.length);
    return data.map(({ id }) => id);
  };
  for (const found of [
    { email: ' ann.DOE@example.org ' },
    { externalId: 'HR-1' },
    { email: ann.email, externalId: 'HR-1', status: ['added'] },
  ])
    expect(await list(found), JSON.stringify(found)).toEqual([ann.id]);
  for (const none of [
    { email: 'ann.doe@example' },
    { email: 'nonsense' },
    { externalId: 'hr-1' },
    { externalId: 'HR' },
    { email: ann.email, externalId: 'HR-12' },
    { email: ann.email, status: ['active'] },
  ])
    expect(await list(none), JSON.stringify(none)).toEqual([]);
  for (const [name, value] of Object.entries({ email: 'x'.repeat(255), externalId: '' })) {
    const { code, errors } = await owner.refused(users.list, { query: { [name]: value } as never });
    expect([code, errors?.[0]?.pointer]).toEqual(['validation_failed', `#/query/${name}`]);
  }
});

test('filters are combined with AND, values of one filter with OR', async () => {
  const owner = await api.given.anOwner();
  const [red, blue] = [await api.given.aGroup(owner, 'Red'), await api.given.aGroup(owner, 'Blue')];
  const add = (firstName: string, body: object) => api.given.aUser(owner, { firstName, ...body });
  await add('Ann', { groupIds: [red.id] });
  const ben = await add('Ben', { groupIds: [red.id, blue.id], sendInvitation: true });
  await add('Cid', { groupIds: [blue.id], role: 'admin' });
  const list = async (query: object) => namesOf(await owner.call(users.list, { query }));
  expect(await list({ groupId: red.id })).toEqual(['Ann', 'Ben']);
  expect(await list({ groupId: [red.id, blue.id], status: 'added' })).toEqual(['Ann', 'Cid']);
  expect(await list({ role: ['owner', 'admin'] })).toEqual(['Cid', 'Olga Owner']);
  expect(await list({ invitation: 'pending', delivery: 'queued' })).toEqual(['Ben']);
  expect(await list({ lastLoginBefore: '2020-01-01T00:00:00Z', groupId: blue.id })).toEqual(['Ben', 'Cid']);
  const invitationId = (await owner.call(users.get, { params: { id: ben.id } })).invitation?.id ?? '';
  await api.given.expire(invitationId);
  expect(await list({ invitation: 'expired' })).toEqual(['Ben']);
  for (const wild of ['%', '_', '\\', '100%']) expect(await list({ q: wild })).toEqual([]);
});

test('names sort alphabetically, not by byte', async () => {
  const owner = await api.given.anOwner();
  for (const firstName of ['Zoë', 'émile', 'Ärmel', 'anna', 'Östen', 'Peter'])
    await api.given.aUser(owner, { firstName });
  const page = await owner.call(users.list, { query: { role: 'member' } });
  expect(namesOf(page)).toEqual(['anna', 'Ärmel', 'émile', 'Östen', 'Peter', 'Zoë']);
});

test('adding to or removing from a group twice is fine, and foreign ids are not found', async () => {
  const owner = await api.given.anOwner();
  const stranger = await api.given.anOwner();
  const group = await api.given.aGroup(owner);
  const { id } = await api.given.aUser(owner);
  const params = { id, groupId: group.id };
  const groupsOf = async () => (await owner.call(users.get, { params: { id } })).groups;
  await owner.call(users.addGroup, { params });
  await owner.call(users.addGroup, { params });
  expect(await groupsOf()).toHaveLength(1);
  await owner.call(users.removeGroup, { params });
  await owner.call(users.removeGroup, { params });
  expect(await groupsOf()).toHaveLength(0);
  const foreign = await api.given.aGroup(stranger);
  for (const groupId of [foreign.id, unknownId]) {
    expect((await owner.refused(users.addGroup, { params: { id, groupId } })).code).toBe('not_found');
  }
  const body = { userIds: [id, stranger.userId] };
  expect((await owner.refused(groups.addUsers, { params: { id: group.id }, body })).code).toBe('not_found');
  expect(await groupsOf()).toHaveLength(0);
});

test('the timeline names the actors, and e-mails have their history without content', async () => {
  const owner = await api.given.anOwner();
  const member: Person = await api.given.aMember(owner);
  await api.runJobs();
  const params = { id: member.userId };
  const { data } = await owner.call(users.listActions, { params, query: {} });
  expect(data.map(({ type, actor }) => [type, actor.name])).toEqual([
    ['user.activated', 'Max Member'],
    ['invitation.accepted', 'Max Member'],
    ['invitation.sent', 'Olga Owner'],
    ['user.created', 'Olga Owner'],
  ]);
  const mails = await owner.call(users.listEmails, { params, query: {} });
  expect(mails.data.map(({ template, events }) => [template, events.map(({ type }) => type)])).toEqual([
    ['welcome', ['queued', 'sent']],
    ['invitation', ['queued', 'sent']],
  ]);
  expect(JSON.stringify(mails)).not.toContain('activate#');
  expect((await owner.call(users.listSignIns, { params })).data).toHaveLength(1);
});
