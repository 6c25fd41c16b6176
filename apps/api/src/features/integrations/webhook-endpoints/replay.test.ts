import { webhookDeliveries } from '@muster/contracts/integrations/webhook-deliveries';
import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { defined } from '@muster/contracts/kit/defined';
import { afterAll, expect, test, vi } from 'vitest';
import { useApi } from '../../../../test/harness.ts';
import { privateWebhooks, useWebhooks } from '../../../../test/webhooks.ts';
import { cleanUp } from '../webhook-deliveries/clean-up.ts';

const api = useApi(privateWebhooks);
const { anEndpoint, deliver, deliveriesOf, close } = useWebhooks(api);
afterAll(close);

test('a test event is signed, sent before pending deliveries, and tried once', async () => {
  let status = 200;
  const { owner, receiver, endpoint } = await anEndpoint(() => status);
  const params = { id: endpoint.id };
  for (let index = 0; index < 6; index += 1) await api.given.aUser(owner);
  const announced: string[] = [];
  const unsubscribe = api.deps.live.subscribe(owner.accountId, ({ topics }) => announced.push(...topics));
  const delivery = await owner.call(webhookEndpoints.test, { params });
  expect(delivery).toMatchObject({ type: 'webhook_endpoint.test', status: 'pending', attemptCount: 0 });
  await deliver();
  await vi.waitFor(() => expect(announced).toContain('webhook_endpoints.changed'));
  unsubscribe();
  const [first] = receiver.received;
  expect(first?.body).toMatchObject({
    type: 'webhook_endpoint.test',
    data: { actor: { name: 'Olga Owner' }, target: { type: 'webhook_endpoint', id: endpoint.id } },
  });
  expect(first?.id).toBe(delivery.eventId);
  if (first) expect(receiver.verify(first, endpoint.secret)).toEqual(first.body);
  const detail = await owner.call(webhookDeliveries.get, { params: { id: delivery.id } });
  expect(detail.payload).toEqual(first?.body);
  status = 500;
  const failing = await owner.call(webhookEndpoints.test, { params });
  await deliver();
  const failed = await owner.call(webhookDeliveries.get, { params: { id: failing.id } });
  expect(failed).toMatchObject({ status: 'failed', attemptCount: 1, attempts: [{ status: 500 }] });
});

test('a delivery can be resent with the same id, whatever its status', async () => {
  let status = 200;
  const { owner, receiver, endpoint } = await anEndpoint(() => status);
  await api.given.aUser(owner);
  await deliver();
  const [delivery] = await deliveriesOf(owner, endpoint.id);
  const params = { id: delivery?.id ?? '' };
  status = 500;
  expect(await owner.call(webhookDeliveries.redeliver, { params })).toMatchObject({
    ...{ id: params.id, status: 'pending', attemptCount: 1, attempts: [{ status: 200 }] },
  });
  await deliver();
  status = 200;
  await owner.call(webhookDeliveries.redeliver, { params });
  await deliver();
  expect(receiver.received.map(({ id }) => id)).toEqual(Array(3).fill(delivery?.eventId));
  const detail = await owner.call(webhookDeliveries.get, { params });
  expect(detail.attempts.map((attempt) => attempt.status)).toEqual([200, 500, 200]);
  expect(detail.payload).toEqual(receiver.received[0]?.body);
  const stranger = await api.given.anOwner();
  expect((await stranger.refused(webhookDeliveries.redeliver, { params })).code).toBe('not_found');
  expect((await stranger.refused(webhookDeliveries.get, { params })).code).toBe('not_found');
  await owner.call(webhookEndpoints.update, { params: { id: endpoint.id }, body: { isEnabled: false } });
  expect((await owner.refused(webhookDeliveries.redeliver, { params })).code).toBe(
    'webhook_endpoint_disabled',
  );
});

test('only the last twenty attempts of a delivery are stored', async () => {
  const { owner, endpoint } = await anEndpoint();
  await api.given.aUser(owner);
  await deliver();
  const [delivery] = await deliveriesOf(owner, endpoint.id);
  const params = { id: delivery?.id ?? '' };
  for (let index = 0; index < 22; index += 1) {
    await owner.call(webhookDeliveries.redeliver, { params });
    await deliver();
  }
  const detail = await owner.call(webhookDeliveries.get, { params });
  expect(detail).toMatchObject({ attemptCount: 23 });
  expect(detail.attempts).toHaveLength(20);
  const times = detail.attempts.map(({ time }) => time);
  expect(times).toEqual([...times].sort().reverse());
});

test('all events since a time are replayed in order, to this endpoint only', async () => {
  const { owner, receiver, endpoint } = await anEndpoint();
  for (let index = 0; index < 12; index += 1) await api.given.aUser(owner);
  await deliver();
  const since = receiver.received[4]?.body.timestamp ?? '';
  const params = { id: endpoint.id };
  await owner.call(webhookEndpoints.create, {
    body: { url: `${receiver.url}/other`, events: ['user.created'] },
  });
  const before = receiver.received.slice(4, 12).map(({ id }) => id);
  expect(await owner.call(webhookEndpoints.replay, { params, body: { since } })).toEqual({ count: 8 });
  await deliver();
  const replayed = receiver.received.slice(12);
  expect(replayed.every(({ path }) => path === '/in')).toBe(true);
  expect(replayed.map(({ id }) => id).sort()).toEqual([...before].sort());
  for (const [index, { id }] of replayed.entries())
    expect(Math.abs(before.sort().indexOf(id) - index)).toBeLessThan(4);
  const rows = (await deliveriesOf(owner, endpoint.id)).slice(0, 8).map(({ eventId }) => eventId);
  expect(rows).toEqual([...before].sort().reverse());

  const tooOld = { since: new Date(api.clock.now().getTime() - 31 * 86_400_000).toISOString() };
  const problem = await owner.refused(webhookEndpoints.replay, { params, body: tooOld });
  expect(problem).toMatchObject({ code: 'validation_failed', errors: [{ pointer: '#/since' }] });
});

test('one statement queues 100,000 events while others write', {
  timeout: 60_000,
}, async () => {
  const { owner, endpoint } = await anEndpoint();
  await api.deps.pool.query(
    `INSERT INTO events (account_id, id, sequence, type, actor_type, actor_name, data, created_at)
     SELECT $1, gen_random_uuid(), 1000 + n, 'user.created', 'system', 'Muster',
       '{"email": "ada@example.org", "role": "member"}',
       now() + n * interval '1 microsecond'
     FROM generate_series(1, 100000) n`,
    [owner.accountId],
  );
  const params = { id: endpoint.id };
  let isDone = false;
  const replay = owner
    .call(webhookEndpoints.replay, { params, body: { since: new Date(Date.now() - 60_000).toISOString() } })
    .finally(() => {
      isDone = true;
    });
  let writes = 0;
  while (!isDone) {
    await api.given.aUser(owner);
    if (!isDone) writes += 1;
  }
  expect((await replay).count).toBeGreaterThanOrEqual(100_000);
  expect(writes).toBeGreaterThan(2);
  await owner.call(webhookEndpoints.delete, { params });
});

test('deliveries are listed newest first, page by page, and filtered by status', async () => {
  let status = 200;
  const { owner, endpoint } = await anEndpoint(() => status);
  const params = { id: endpoint.id };
  for (let index = 0; index < 7; index += 1) {
    status = index % 2 === 0 ? 200 : 500;
    await api.given.aUser(owner);
    await deliver();
  }
  const seen: string[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const query = defined({ limit: 3, include: 'total' as const, cursor: cursor ?? undefined });
    const page = await owner.call(webhookEndpoints.deliveries, { params, query });
    expect(page.total).toBe(7);
    seen.push(...page.data.map(({ eventId }) => eventId));
    cursor = page.nextCursor;
  }
  expect(seen).toHaveLength(7);
  expect(seen).toEqual([...seen].sort().reverse());
  const pending = await owner.call(webhookEndpoints.deliveries, { params, query: { status: 'pending' } });
  expect(pending.data.map((one) => one.attempts.map(({ status: code }) => code))).toEqual(
    Array(3).fill([500]),
  );
});

test('calls with an Idempotency-Key take effect once', async () => {
  const { owner, receiver, endpoint } = await anEndpoint();
  await api.given.aUser(owner);
  await deliver();
  const [first] = await deliveriesOf(owner, endpoint.id);
  const since = new Date(api.clock.now().getTime() - 60_000).toISOString();
  const calls = [
    { url: `/webhook-endpoints/${endpoint.id}/test`, status: 202 },
    { url: `/webhook-endpoints/${endpoint.id}/replay`, status: 202, payload: { since } },
    { url: `/webhook-endpoints/${endpoint.id}/rotate-secret`, status: 200 },
    { url: `/webhook-deliveries/${first?.id}/redeliver`, status: 202 },
  ];
  for (const { url, status, payload } of calls) {
    const headers = { 'idempotency-key': `once ${url.slice(-9)}`, origin: 'https://muster.test' };
    const request = defined({
      method: 'POST' as const,
      url: `/api/v1${url}`,
      headers,
      payload,
    });
    const [answer, replayed] = [await owner.raw(request), await owner.raw(request)];
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    expect(replayed).toMatchObject({ status, body: answer.body });
  }
  await deliver();
  // The initial deliveries, the test, the replay and the redelivery.
  expect(receiver.received.map(({ body }) => body.type).sort()).toEqual([
    ...Array<string>(3).fill('user.created'),
    'webhook_endpoint.test',
  ]);
});

test('deliveries and their attempts are deleted after thirty days', async () => {
  const { owner, endpoint } = await anEndpoint();
  await api.given.aUser(owner);
  await deliver();
  await api.deps.pool.query(`UPDATE webhook_deliveries SET created_at = created_at - interval '31 days'`);
  await api.given.aUser(owner);
  await deliver();
  await cleanUp(api.deps);
  expect(await deliveriesOf(owner, endpoint.id)).toHaveLength(1);
  expect(await api.deps.database.webhookAttempt.count({ where: { accountId: owner.accountId } })).toBe(1);
});
