import { account } from '@muster/contracts/account/account';
import { auditEvents } from '@muster/contracts/account/audit-events';
import { groups } from '@muster/contracts/people/groups';
import { users } from '@muster/contracts/people/users';
import { expect, test } from 'vitest';
import { anAddress } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';

const api = useApi();

test('the log records every change with actor, target, old value and new value', async () => {
  const owner = await api.given.anOwner();
  const { id } = await api.given.aUser(owner, { firstName: 'Ada', email: anAddress('ada') });
  await owner.call(users.update, { params: { id }, body: { firstName: 'Grace', role: 'admin' } });
  await owner.call(account.update, { body: { timeZone: 'Europe/Berlin' } });
  const { data } = await owner.call(auditEvents.list, { query: { limit: 3 } });
  expect(data.map(({ type, data: facts }) => [type, facts])).toEqual([
    ['account.updated', { changes: { timeZone: { from: 'UTC', to: 'Europe/Berlin' } } }],
    ['user.role_changed', { changes: { role: { from: 'member', to: 'admin' } } }],
    ['user.updated', { changes: { firstName: { from: 'Ada', to: 'Grace' } } }],
  ]);
  expect(data[0]).toMatchObject({ actor: { type: 'user', id: owner.userId, name: 'Olga Owner' } });
  expect(data[0]?.requestId).toBeTruthy();
});

test('the log filters by actor, action, target and time, and survives the deletion of a user', async () => {
  const owner = await api.given.anOwner();
  const admin = await api.given.aMember(owner, { role: 'admin' });
  const { id } = await api.given.aUser(admin, { firstName: 'Gone' });
  await admin.call(users.delete, { params: { id } });
  const list = async (query: object) =>
    (await owner.call(auditEvents.list, { query })).data.map(({ type }) => type);
  expect(await list({ target: id })).toEqual(['user.removed', 'user.created']);
  expect(await list({ actor: admin.userId, action: 'user.created' })).toEqual(['user.created']);
  expect(await list({ action: ['account.created', 'user.removed'] })).toEqual([
    'user.removed',
    'account.created',
  ]);
  expect(await list({ to: '2020-01-01T00:00:00Z' })).toEqual([]);
  expect(await list({ from: '2999-01-01T00:00:00Z' })).toEqual([]);
});

test('an update that changes nothing is not logged', async () => {
  const owner = await api.given.anOwner();
  const { id } = await api.given.aUser(owner, { firstName: 'Ada' });
  const group = await api.given.aGroup(owner);
  const before = await owner.call(auditEvents.list, { query: { include: 'total' } });
  await owner.call(users.update, { params: { id }, body: { firstName: 'Ada' } });
  await owner.call(account.update, { body: { name: 'Acme' } });
  await owner.call(groups.update, { params: { id: group.id }, body: { name: group.name } });
  const after = await owner.call(auditEvents.list, { query: { include: 'total' } });
  expect(after.total).toBe(before.total);
});
