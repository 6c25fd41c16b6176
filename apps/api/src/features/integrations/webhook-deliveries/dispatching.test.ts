import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { afterAll, expect, test, vi } from 'vitest';
import type { Person } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import type { Received } from '../../../../test/webhook-receiver.ts';
import { privateWebhooks, useWebhooks } from '../../../../test/webhooks.ts';
import { claimDue } from './sending/claim.ts';
import { openWebhookDispatcher } from './sending/dispatcher.ts';

const api = useApi(privateWebhooks);
const { anEndpoint, deliver, deliveriesOf, close } = useWebhooks(api);
afterAll(close);

/** Queues as many events for an endpoint as a bulk operation would. */
async function letWait(owner: Person, endpointId: string, count: number): Promise<void> {
  await api.deps.pool.query(
    `INSERT INTO webhook_deliveries (account_id, id, endpoint_id, event_id, type, payload, next_attempt_at,
       created_at)
     SELECT $1, gen_random_uuid(), $2, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid,
       'user.created', json_build_object('type', 'user.created', 'number', n),
       now() - interval '1 hour', now()
     FROM generate_series(1, $3) n`,
    [owner.accountId, endpointId, count],
  );
}

/** Lets the account's receivers count as quick, as after a first delivery. */
async function proveQuick(owner: Person): Promise<void> {
  await api.deps.pool.query('UPDATE webhook_endpoints SET last_success_at = now() WHERE account_id = $1', [
    owner.accountId,
  ]);
}

const patience = { timeout: 20_000, interval: 20 };

test('a dead endpoint with a thousand pending deliveries delays no other endpoint', async () => {
  const dead = await anEndpoint(() => 'hang');
  const { id: otherId } = await dead.owner.call(webhookEndpoints.create, {
    body: { url: `${dead.receiver.url}/other`, events: ['user.created'] },
  });
  const quick = await anEndpoint();
  await letWait(dead.owner, dead.endpoint.id, 1_000);
  const dispatcher = openWebhookDispatcher(api.deps);
  await vi.waitFor(() => expect(dead.receiver.to('/in').length).toBe(1), patience);
  const start = performance.now();
  await api.given.aUser(quick.owner);
  await api.given.aUser(dead.owner);
  await vi.waitFor(() => {
    expect(quick.receiver.received).toHaveLength(1);
    expect(dead.receiver.to('/other')).toHaveLength(1);
  }, patience);
  // Far less than one attempt at the dead endpoint takes.
  expect(performance.now() - start).toBeLessThan(5_000);
  expect(dead.receiver.to('/in')).toHaveLength(1);
  await dead.receiver.close();
  await dispatcher.close();
  const { failingSince } = await dead.owner.call(webhookEndpoints.get, { params: { id: dead.endpoint.id } });
  expect(failingSince).not.toBeNull();
  // Requests to the account's other receiver never got a response, so its deliveries are ended here.
  for (const id of [otherId, dead.endpoint.id])
    await dead.owner.call(webhookEndpoints.delete, { params: { id } });
});

test('an account has at most sixteen deliveries in progress, and two to failing endpoints', async () => {
  const { owner, endpoint, receiver } = await anEndpoint();
  await letWait(owner, endpoint.id, 20);
  for (let index = 0; index < 5; index += 1) {
    const body = { url: `${receiver.url}/more`, events: ['user.created' as const] };
    const { id } = await owner.call(webhookEndpoints.create, { body });
    await letWait(owner, id, 20);
  }
  await proveQuick(owner);
  const wanted = { accountIds: [owner.accountId], room: 100, slowRoom: 100 };
  const claimed = await claimDue(api.deps, { ...wanted, busy: [] });
  expect(claimed).toHaveLength(16);
  const counts = new Map<string, number>();
  for (const { endpointId } of claimed) counts.set(endpointId, (counts.get(endpointId) ?? 0) + 1);
  expect(Math.max(...counts.values())).toBeLessThanOrEqual(4);
  expect(counts.size).toBe(6);
  const more = await claimDue(api.deps, { ...wanted, busy: claimed });
  expect(more).toEqual([]);
  await api.deps.pool.query('UPDATE webhook_endpoints SET failing_since = now() WHERE account_id = $1', [
    owner.accountId,
  ]);
  const failing = await claimDue(api.deps, { ...wanted, busy: [] });
  expect(new Set(failing.map(({ endpointId }) => endpointId)).size).toBe(2);
  expect(failing.map(({ lane }) => lane)).toEqual(['slow', 'slow']);
  await owner.call(webhookEndpoints.delete, { params: { id: endpoint.id } });
  await api.deps.pool.query('DELETE FROM webhook_endpoints WHERE account_id = $1', [owner.accountId]);
});

test('two processes share the work and post nothing twice', async () => {
  const { owner, endpoint, receiver } = await anEndpoint();
  await letWait(owner, endpoint.id, 200);
  const other = await api.another();
  await Promise.all([deliver(), deliver(other.deps), deliver(), deliver(other.deps)]);
  expect(receiver.received).toHaveLength(200);
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(200);
});

test('a working endpoint gets its deliveries in the order of the events', async () => {
  const { owner, endpoint, receiver } = await anEndpoint();
  await letWait(owner, endpoint.id, 100);
  await deliver();
  const numbers = receiver.received.map(({ id }) => Number(id.slice(-12)));
  for (const [index, number] of numbers.entries()) expect(Math.abs(number - 1 - index)).toBeLessThan(4);
});

test('an attempt of a killed process is recorded as interrupted and repeated with the same id', async () => {
  const { owner, endpoint, receiver } = await anEndpoint();
  await api.given.aUser(owner);
  const [claimed] = await claimDue(api.deps, {
    accountIds: [owner.accountId],
    room: 1,
    slowRoom: 0,
    busy: [],
  });
  await deliver();
  expect(receiver.received).toEqual([]);
  expect((await deliveriesOf(owner, endpoint.id))[0]).toMatchObject({
    status: 'pending',
    nextAttemptAt: null,
  });
  api.clock.advance(31_000);
  await deliver();
  expect(receiver.received.map(({ id }) => id)).toEqual([claimed?.eventId]);
  const [delivery] = await deliveriesOf(owner, endpoint.id);
  expect(delivery).toMatchObject({
    ...{ status: 'succeeded', attemptCount: 2 },
    attempts: [
      { status: 200, error: null },
      { status: null, error: 'interrupted' },
    ],
  });
});

test('an attempt that ends after another process took over changes nothing', async () => {
  const releases: (() => void)[] = [];
  const { owner, endpoint, receiver } = await anEndpoint(async (_: Received, count: number) => {
    await new Promise<void>((resolve) => releases.push(resolve));
    return count > 1 ? 200 : 500;
  });
  const deliveryNow = async () => (await deliveriesOf(owner, endpoint.id))[0];
  await api.given.aUser(owner);
  const late = deliver();
  await vi.waitFor(() => expect(receiver.received).toHaveLength(1), patience);
  api.clock.advance(31_000);
  const second = deliver();
  await vi.waitFor(() => expect(receiver.received).toHaveLength(2), patience);
  releases[0]?.();
  await late;
  expect(await deliveryNow()).toMatchObject({ status: 'pending', attemptCount: 1, nextAttemptAt: null });
  releases[1]?.();
  await second;
  expect(await deliveryNow()).toMatchObject({
    ...{ status: 'succeeded', attemptCount: 2 },
    attempts: [{ error: null }, { error: 'interrupted' }],
  });
});

test('a running dispatcher reacts to commits and to due retries', { timeout: 40_000 }, async () => {
  const { owner, receiver } = await anEndpoint((_, count) => (count === 1 ? 503 : 200));
  const dispatcher = openWebhookDispatcher(api.deps);
  try {
    await api.given.aUser(owner);
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1), patience);
    await vi.waitFor(() => expect(receiver.received).toHaveLength(2), patience);
    const [first, second] = receiver.received;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(4_900);
  } finally {
    await dispatcher.close();
  }
});
