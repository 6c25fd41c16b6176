import { EventType, type Permission, readPermissionOf } from '@muster/contracts/catalogue';
import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { webhookDeliveries } from '@muster/contracts/integrations/webhook-deliveries';
import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { users } from '@muster/contracts/people/users';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestClient } from '../../../../test/client.ts';
import type { Person } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { openReceiver, type WebhookReceiver } from '../../../../test/webhook-receiver.ts';
import { deliverDue } from '../webhook-deliveries/index.ts';

const api = useApi({ environment: { WEBHOOKS_ALLOW_PRIVATE: 'true' } });
const webhookScopes: Permission[] = ['webhooks:read', 'webhooks:write'];
let owner: Person;
let receiver: WebhookReceiver;

beforeAll(async () => {
  owner = await api.given.anOwner();
  receiver = await openReceiver();
});
afterAll(() => receiver.close());

const keyWith = (...scopes: Permission[]) => api.given.aKey(owner, { scopes: [...webhookScopes, ...scopes] });
const add = (by: TestClient, events: string[]) =>
  by.call(webhookEndpoints.create, { body: { url: receiver.url, events: events as never } });
const get = (id: string) => owner.call(webhookEndpoints.get, { params: { id } });

/** The types of events that the receiver gets of a user who is added now. */
async function received(): Promise<string[]> {
  await deliverDue(api.deps);
  const before = receiver.received.length;
  await api.given.aUser(owner);
  await deliverDue(api.deps);
  return receiver.received.slice(before).map(({ body }) => body.type);
}

test('every type of event names the permission to read it', () => {
  for (const type of EventType.options) expect(readPermissionOf(type)).toMatch(/^\w+:read$/);
});

test('a key subscribes to what its scopes read, and to nothing else', async () => {
  const key = await keyWith('users:read');
  const body = (events: string[]) => ({ body: { url: receiver.url, events: events as never } });
  for (const events of [['*'], ['user.created', 'group.created'], ['invitation.sent']]) {
    const refused = await key.refused(webhookEndpoints.create, body(events));
    expect(refused).toMatchObject({ status: 422, code: 'scope_not_held' });
  }
  const refused = await key.refused(webhookEndpoints.create, body(['group.created']));
  expect(refused.detail).toContain('groups:read');
  const endpoint = await add(key, ['user.created']);
  expect(endpoint).toMatchObject({ createdBy: { id: key.id }, missingPermissions: [] });
  expect(await received()).toEqual(['user.created']);
  await owner.call(webhookEndpoints.delete, { params: { id: endpoint.id } });
});

test('a key neither redirects, enables, replays nor renews an endpoint that reads more', async () => {
  const key = await keyWith();
  const { id } = await add(owner, ['user.created']);
  const update = async (body: object) =>
    (await key.refused(webhookEndpoints.update, { params: { id }, body })).code;
  expect(await update({ url: `${receiver.url}/other` })).toBe('scope_not_held');
  expect(await update({ events: ['user.created', 'user.updated'] })).toBe('scope_not_held');
  const replay = { params: { id }, body: { since: api.clock.now().toISOString() } };
  expect((await key.refused(webhookEndpoints.replay, replay)).code).toBe('scope_not_held');
  expect((await key.refused(webhookEndpoints.rotateSecret, { params: { id } })).code).toBe('scope_not_held');
  expect(await received()).toEqual(['user.created']);
  const [delivery] = (await key.call(webhookEndpoints.deliveries, { params: { id } })).data;
  const params = { id: delivery?.id ?? '' };
  expect((await key.refused(webhookDeliveries.get, { params })).code).toBe('forbidden');
  expect((await key.refused(webhookDeliveries.redeliver, { params })).code).toBe('forbidden');
  await key.call(webhookEndpoints.update, { params: { id }, body: { isEnabled: false } });
  expect(await update({ isEnabled: true })).toBe('scope_not_held');
  await owner.call(webhookEndpoints.delete, { params: { id } });
});

test('an endpoint gets no more events when its creator may not read them, and its page says so', async () => {
  const admin = await api.given.aMember(owner, { role: 'admin' });
  const { id } = await add(admin, ['user.created']);
  expect(await received()).toEqual(['user.created']);
  await owner.call(users.update, { params: { id: admin.userId }, body: { role: 'member' } });
  expect(await received()).toEqual([]);
  expect(await get(id)).toMatchObject({ missingPermissions: ['users:read'], failingSince: null });
  const { data } = await owner.call(webhookEndpoints.deliveries, { params: { id } });
  expect(data[0]).toMatchObject({ status: 'failed', attempts: [{ error: 'permission_lost' }] });
  // Whoever redirects it decides from then on.
  await owner.call(webhookEndpoints.update, { params: { id }, body: { url: `${receiver.url}/new` } });
  expect(await get(id)).toMatchObject({ createdBy: { id: owner.userId }, missingPermissions: [] });
  expect(await received()).toEqual(['user.created']);
  await owner.call(webhookEndpoints.delete, { params: { id } });
});

test('an endpoint of a revoked key gets nothing more', async () => {
  const key = await keyWith('users:read');
  const { id } = await add(key, ['user.created']);
  await owner.call(apiKeys.delete, { params: { id: key.id } });
  expect(await received()).toEqual([]);
  expect(await get(id)).toMatchObject({ missingPermissions: ['users:read'] });
  await owner.call(webhookEndpoints.delete, { params: { id } });
});

test('an endpoint from before creators were stored goes on receiving what it did', async () => {
  const { id } = await add(owner, ['*']);
  await api.deps.pool.query('UPDATE webhook_endpoints SET created_by_id = NULL WHERE id = $1', [id]);
  expect(await get(id)).toMatchObject({ createdBy: null, missingPermissions: [] });
  expect(await received()).toEqual(expect.arrayContaining(['user.created']));
});
