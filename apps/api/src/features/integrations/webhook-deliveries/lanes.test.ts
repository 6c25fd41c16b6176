import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test, vi } from 'vitest';
import { useApi } from '../../../../test/harness.ts';
import { privateWebhooks, useWebhooks } from '../../../../test/webhooks.ts';
import { claimDue } from './sending/claim.ts';
import { openWebhookDispatcher } from './sending/dispatcher.ts';

const api = useApi(privateWebhooks);
const { anEndpoint, close, deliver } = useWebhooks(api);
afterAll(close);

interface Endpoint {
  readonly accountId: string;
  readonly id: string;
}

/**
 * Writes companies with receivers at a URL, and deliveries that are due at each.
 * @param state how the receivers answered before
 */
async function companies(url: string, count: number, receivers: number, state: 'new' | 'quick' | 'slow') {
  const { rows } = await api.deps.pool.query<Endpoint>(
    `WITH a AS (INSERT INTO accounts (id, name) SELECT gen_random_uuid(), 'Crowd' FROM generate_series(1, $1)
       RETURNING id),
     w AS (INSERT INTO webhook_endpoints (account_id, id, url, events, secret, last_success_at, is_slow, created_at,
         updated_at)
       SELECT a.id, gen_random_uuid(), $2, '{user.created}', $3, $4, $5, now(), now()
       FROM a, generate_series(1, $6) RETURNING account_id, id),
     d AS (INSERT INTO webhook_deliveries (account_id, id, endpoint_id, event_id, type, payload, next_attempt_at,
         created_at)
       SELECT w.account_id, gen_random_uuid(), w.id, gen_random_uuid(), 'user.created', '{}', now(), now()
       FROM w, generate_series(1, 10))
     SELECT account_id AS "accountId", id FROM w`,
    [
      ...[count, url, api.deps.secrets.seal('whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')],
      ...[state === 'new' ? null : new Date(), state === 'slow', receivers],
    ],
  );
  return rows;
}

async function forget(endpoints: readonly Endpoint[]): Promise<void> {
  await api.deps.pool.query('DELETE FROM accounts WHERE id = ANY($1)', [
    endpoints.map(({ accountId }) => accountId),
  ]);
}

const everything = { accountIds: null, room: 64, slowRoom: 64 };
const lanesOf = (claimed: readonly { lane: string }[]) =>
  Object.fromEntries(
    [...Map.groupBy(claimed, ({ lane }) => lane)].map(([lane, ones]) => [lane, ones.length]),
  );

test('slow receivers share the places of the slow lane, whatever waits', async () => {
  const slow = await companies('http://127.0.0.1:9/in', 40, 4, 'slow');
  const quick = await companies('http://127.0.0.1:9/in', 1, 1, 'quick');
  const claimed = await claimDue(api.deps, { ...everything, busy: [] });
  expect(lanesOf(claimed)).toEqual({ slow: 64, quick: 4 });
  // Every company's first comes before any company's second.
  const served = new Set(claimed.filter(({ lane }) => lane === 'slow').map(({ accountId }) => accountId));
  expect(served.size).toBe(40);
  expect(await claimDue(api.deps, { ...everything, slowRoom: 0, busy: claimed })).toEqual([]);
  await forget([...slow, ...quick]);
});

test('new receivers get one place per company until they respond', async () => {
  const fresh = await companies('http://127.0.0.1:9/in', 34, 4, 'new');
  const claimed = await claimDue(api.deps, { ...everything, busy: [] });
  expect(lanesOf(claimed)).toEqual({ new: 34 });
  expect(new Set(claimed.map(({ accountId }) => accountId)).size).toBe(34);
  expect(await claimDue(api.deps, { ...everything, busy: claimed })).toEqual([]);
  await forget(fresh);
});

test('quick places go to a company with nothing in progress before a second one of others', async () => {
  const crowd = await companies('http://127.0.0.1:9/in', 34, 4, 'quick');
  const first = await claimDue(api.deps, { ...everything, room: 60, busy: [] });
  const late = await companies('http://127.0.0.1:9/in', 1, 1, 'quick');
  const [next] = await claimDue(api.deps, { ...everything, room: 1, busy: first });
  expect(next?.accountId).toBe(late[0]?.accountId);
  await forget([...crowd, ...late]);
});

test('a request that takes long gives its place away, and its receiver is slow', {
  timeout: 60_000,
}, async () => {
  const stuck = await anEndpoint(() => 'hang');
  const crowd = await companies(stuck.endpoint.url, 34, 4, 'new');
  const healthy = await anEndpoint();
  const dispatcher = openWebhookDispatcher(api.deps);
  await vi.waitFor(() => expect(stuck.receiver.received.length).toBeGreaterThan(33), { timeout: 20_000 });
  await api.given.aUser(healthy.owner);
  await vi.waitFor(() => expect(healthy.receiver.received).toHaveLength(1), { timeout: 20_000 });
  // None of the others had an answer meanwhile, and their receivers wait in the slow lane.
  const { rows } = await api.deps.pool.query(
    'SELECT count(*)::int AS n FROM webhook_attempts t JOIN webhook_deliveries d ON d.id = t.delivery_id WHERE d.endpoint_id = ANY($1)',
    [crowd.map(({ id }) => id)],
  );
  expect(rows).toEqual([{ n: 0 }]);
  await stuck.receiver.close();
  await dispatcher.close();
  await forget(crowd);
});

test('an answer that takes long makes the receiver slow, a quick one ends that', async () => {
  let waitMs = 2_100;
  const { owner, receiver, endpoint } = await anEndpoint(async () => {
    await sleep(waitMs);
    return 200;
  });
  const isSlow = async () =>
    (await api.deps.database.webhookEndpoint.findFirstOrThrow({ where: { id: endpoint.id } })).isSlow;
  await api.given.aUser(owner);
  await deliver();
  expect(await isSlow()).toBe(true);
  waitMs = 0;
  await api.given.aUser(owner);
  await deliver();
  expect(receiver.received).toHaveLength(2);
  expect(await isSlow()).toBe(false);
});
