import { auditEvents } from '@muster/contracts/account/audit-events';
import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { notifications } from '@muster/contracts/mail/notifications';
import { users } from '@muster/contracts/people/users';
import { afterAll, expect, test } from 'vitest';
import { useApi } from '../../../../test/harness.ts';
import { privateWebhooks, useWebhooks } from '../../../../test/webhooks.ts';

const api = useApi(privateWebhooks);
const { anEndpoint, deliver, deliveriesOf, close } = useWebhooks(api);
afterAll(close);
const day = 24 * 3_600_000;

test('an endpoint that answers 410 is disabled immediately, with all its pending deliveries', async () => {
  const { owner, receiver, endpoint } = await anEndpoint((request) => (request.path === '/in' ? 410 : 200));
  for (let index = 0; index < 10; index += 1) await api.given.aUser(owner);
  await deliver();
  await deliver();
  expect(receiver.received.length).toBeLessThanOrEqual(4);
  const params = { id: endpoint.id };
  expect(await owner.call(webhookEndpoints.get, { params })).toMatchObject({
    isEnabled: false,
    disabledReason: 'gone',
  });
  const deliveries = await deliveriesOf(owner, endpoint.id);
  expect(deliveries.map(({ status }) => status)).toEqual(Array(10).fill('failed'));
  await api.given.aUser(owner);
  expect(await deliveriesOf(owner, endpoint.id)).toHaveLength(10);
  const { data } = await owner.call(auditEvents.list, { query: { action: 'webhook_endpoint.disabled' } });
  expect(data).toMatchObject([
    {
      actor: { type: 'system' },
      target: { id: endpoint.id },
      data: { reason: 'gone', lastAnswer: 'HTTP 410' },
    },
  ]);
});

test('an endpoint that only fails for five days is disabled, and admins are notified in their language', async () => {
  const { owner, receiver, endpoint } = await anEndpoint(() => ({ status: 500 }), {
    events: ['group.created'],
  });
  const admin = await api.given.aMember(owner, { role: 'admin' });
  await owner.call(users.update, { params: { id: admin.userId }, body: { locale: 'de' } });
  await api.given.aGroup(owner, 'One');
  await deliver();
  api.clock.advance(5 * day - 60_000);
  await api.given.aGroup(owner, 'Two');
  await deliver();
  const params = { id: endpoint.id };
  expect(await owner.call(webhookEndpoints.get, { params })).toMatchObject({ isEnabled: true });
  api.clock.advance(120_000);
  await api.given.aGroup(owner, 'Three');
  await deliver();
  expect(await owner.call(webhookEndpoints.get, { params })).toMatchObject({
    isEnabled: false,
    disabledReason: 'failing',
  });
  expect((await deliveriesOf(owner, endpoint.id)).map(({ status }) => status)).toEqual(
    Array(3).fill('failed'),
  );
  await api.runJobs();
  const mailTo = async (email: string) =>
    (await api.given.mailsTo(email)).filter(({ template }) => template === 'webhook_endpoint_disabled');
  const [english, german] = [await mailTo(owner.email), await mailTo(admin.email)];
  expect([english.length, german.length]).toEqual([1, 1]);
  expect(english[0]?.subject).toBe('A webhook endpoint of Acme was turned off');
  expect(english[0]?.text).toContain('HTTP 500');
  expect(english[0]?.text).toContain(`${receiver.url}/in`);
  expect(german[0]?.subject).toBe('Ein Webhook-Endpunkt von Acme wurde abgeschaltet');
  const { data } = await owner.call(notifications.list, { query: {} });
  expect(data[0]).toMatchObject({ type: 'webhook_endpoint.disabled', data: { reason: 'failing' } });
});

test('one success within five days keeps an endpoint enabled', async () => {
  const { owner, endpoint } = await anEndpoint((request) =>
    request.body.data.changes.role === 'admin' ? 200 : 500,
  );
  const fail = async () => {
    await api.given.aUser(owner);
    await deliver();
  };
  await fail();
  api.clock.advance(3 * day);
  await api.given.aUser(owner);
  await api.deps.database.$executeRaw`
    UPDATE events SET data = jsonb_set(data, '{role}', '"admin"')
    WHERE account_id = ${owner.accountId}::uuid AND type = 'user.created'`;
  await deliver();
  api.clock.advance(3 * day);
  await fail();
  await fail();
  const { isEnabled, failingSince } = await owner.call(webhookEndpoints.get, { params: { id: endpoint.id } });
  expect(isEnabled).toBe(true);
  expect(failingSince).not.toBeNull();
});

test('an overloaded receiver gets nothing before its Retry-After, whatever is pending', async () => {
  const { owner, receiver, endpoint } = await anEndpoint((_, __) =>
    isOverloaded ? { status: 429, headers: { 'retry-after': '3600' } } : 200,
  );
  let isOverloaded = true;
  await api.given.aUser(owner);
  await deliver();
  await api.given.aUser(owner);
  await deliver();
  api.clock.advance(3_590_000);
  await deliver();
  expect(receiver.received).toHaveLength(1);
  const waiting = await deliveriesOf(owner, endpoint.id);
  expect(waiting.map(({ attemptCount }) => attemptCount)).toEqual([0, 1]);

  isOverloaded = false;
  // A test by a person is sent immediately.
  await owner.call(webhookEndpoints.test, { params: { id: endpoint.id } });
  await deliver();
  expect(receiver.received[1]?.body.type).toBe('webhook_endpoint.test');
  api.clock.advance(20_000);
  await deliver();
  expect(receiver.received).toHaveLength(4);
});

test('Retry-After delays only its own delivery while the endpoint works for others', async () => {
  const { owner, receiver } = await anEndpoint((request) =>
    request.body.data.changes.email === slow ? { status: 500, headers: { 'retry-after': '900' } } : 200,
  );
  const slow = (await api.given.aUser(owner)).email;
  await deliver();
  api.clock.advance(600_000);
  await api.given.aUser(owner);
  await deliver();
  expect(receiver.received).toHaveLength(2);
  expect(receiver.received[1]?.body.data.changes.email).not.toBe(slow);
  api.clock.advance(301_000);
  await deliver();
  expect(receiver.received).toHaveLength(3);
});
