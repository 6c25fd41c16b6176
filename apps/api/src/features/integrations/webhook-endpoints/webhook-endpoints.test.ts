import { auditEvents } from '@muster/contracts/account/audit-events';
import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { expect, test } from 'vitest';
import type { Person } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';

const api = useApi();
// An IP address needs no look-up, so the tests reach no name server.
const url = 'https://93.184.215.14/hooks?token=geheim';
const add = (owner: Person, body: object = {}) =>
  owner.call(webhookEndpoints.create, { body: { url, events: ['user.created'], ...body } });

test('an endpoint shows its secret once and stores it encrypted', async () => {
  const owner = await api.given.anOwner();
  const { secret, ...endpoint } = await add(owner, { description: 'CRM' });
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(endpoint).toMatchObject({ url, description: 'CRM', events: ['user.created'], isEnabled: true });
  const params = { id: endpoint.id };
  expect(await owner.call(webhookEndpoints.get, { params })).toEqual(endpoint);
  const { data } = await owner.call(webhookEndpoints.list, { query: { include: 'total' } });
  expect(data).toEqual([endpoint]);
  const row = await api.deps.database.webhookEndpoint.findFirstOrThrow({ where: { id: endpoint.id } });
  expect(Buffer.from(row.secret).toString('latin1')).not.toContain(secret.slice(6, 20));
  expect(api.deps.secrets.unseal(row.secret)).toBe(secret);
});

test('every change is in the audit log, without secrets', async () => {
  const owner = await api.given.anOwner();
  const { id, secret } = await add(owner);
  const params = { id };
  await owner.call(webhookEndpoints.update, {
    params,
    body: { events: ['*'], url: 'https://9.9.9.9/a?b=geheim' },
  });
  await owner.call(webhookEndpoints.update, { params, body: { events: ['*'] } });
  const rotated = await owner.call(webhookEndpoints.rotateSecret, { params });
  await owner.call(webhookEndpoints.delete, { params });
  const { data } = await owner.call(auditEvents.list, { query: { target: id } });
  expect(data.map(({ type }) => type)).toEqual([
    'webhook_endpoint.deleted',
    'webhook_endpoint.secret_rotated',
    'webhook_endpoint.updated',
    'webhook_endpoint.created',
  ]);
  expect(data[2]?.data).toEqual({
    changes: {
      url: { from: 'https://93.184.215.14/hooks', to: 'https://9.9.9.9/a' },
      events: { from: ['user.created'], to: ['*'] },
    },
  });
  const text = JSON.stringify(data);
  for (const hidden of [secret, rotated.secret, 'geheim']) expect(text).not.toContain(hidden);
  expect((await owner.refused(webhookEndpoints.get, { params })).code).toBe('not_found');
});

test('a URL that webhooks must not reach is refused on creation and on update', async () => {
  const owner = await api.given.anOwner();
  const { id } = await add(owner);
  const wrong = [
    ...['http://93.184.215.14/', 'https://user:pass@93.184.215.14/', 'https://10.0.0.1/', 'https://[::1]/'],
    ...['https://169.254.169.254/', 'https://2130706433/', 'https://0x7f.1/', 'https://[::ffff:10.0.0.1]/'],
  ];
  for (const one of wrong) {
    const body = { url: one, events: ['*' as const] };
    const problem = await owner.refused(webhookEndpoints.create, { body });
    expect(problem.code, one).toBe('webhook_url_refused');
    expect(problem.errors?.[0]?.pointer).toBe('#/url');
    const change = await owner.refused(webhookEndpoints.update, { params: { id }, body: { url: one } });
    expect(change.code, one).toBe('webhook_url_refused');
  }
  expect((await owner.call(webhookEndpoints.get, { params: { id } })).url).toBe(url);
});

test('an account has at most twenty endpoints, also when they are added at the same time', async () => {
  const owner = await api.given.anOwner();
  const body = { url, events: ['user.created' as const] };
  const answers = await Promise.all(
    Array.from({ length: 24 }, () => owner.try(webhookEndpoints.create, { body })),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
  const problem = await owner.refused(webhookEndpoints.create, { body });
  expect(problem.code).toBe('too_many_webhook_endpoints');
  expect(problem.detail).toContain('20');
});

test('disabling an endpoint fails its pending deliveries, and enabling it resets its failures', async () => {
  const owner = await api.given.anOwner();
  const { id } = await add(owner);
  const params = { id };
  await add(owner, { description: 'Another that stays on' });
  await api.given.aUser(owner);
  const off = await owner.call(webhookEndpoints.update, { params, body: { isEnabled: false } });
  expect(off).toMatchObject({ isEnabled: false, disabledReason: null });
  expect(off.disabledAt).not.toBeNull();
  await api.given.aUser(owner);
  const { data } = await owner.call(webhookEndpoints.deliveries, { params, query: {} });
  expect(data).toMatchObject([{ type: 'user.created', status: 'failed', nextAttemptAt: null, attempts: [] }]);
  expect((await owner.refused(webhookEndpoints.test, { params })).code).toBe('webhook_endpoint_disabled');
  const body = { since: new Date().toISOString() };
  expect((await owner.refused(webhookEndpoints.replay, { params, body })).code).toBe(
    'webhook_endpoint_disabled',
  );

  await api.deps.database.webhookEndpoint.updateMany({
    where: { id },
    data: { failingSince: new Date(), throttledUntil: new Date(), disabledReason: 'failing' },
  });
  const on = await owner.call(webhookEndpoints.update, { params, body: { isEnabled: true } });
  expect(on).toMatchObject({ isEnabled: true, disabledReason: null, disabledAt: null, failingSince: null });
  expect(await api.deps.database.webhookEndpoint.findFirstOrThrow({ where: { id } })).toMatchObject({
    throttledUntil: null,
  });
  await api.given.aUser(owner);
  expect((await owner.call(webhookEndpoints.deliveries, { params, query: {} })).data[0]?.status).toBe(
    'pending',
  );
});

test('a repeated Idempotency-Key returns the same endpoint, and the name is resolved outside transactions', async () => {
  const owner = await api.given.anOwner();
  let lookUps = 0;
  const { webhookSender } = api.deps;
  const counting: typeof webhookSender = {
    ...webhookSender,
    isAllowed: async (one) => {
      lookUps += 1;
      const { rows } = await api.deps.pool.query(
        `SELECT count(*)::int AS open FROM pg_stat_activity
         WHERE datname = current_database() AND state = 'idle in transaction'`,
      );
      expect(rows).toEqual([{ open: 0 }]);
      return webhookSender.isAllowed(one);
    },
  };
  Object.assign(api.deps, { webhookSender: counting });
  try {
    const request = {
      method: 'POST' as const,
      url: '/api/v1/webhook-endpoints',
      headers: { 'idempotency-key': 'once', origin: 'https://muster.test' },
      payload: { url, events: ['*'] },
    };
    const [first, second] = [await owner.raw(request), await owner.raw(request)];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(lookUps).toBe(2);
  } finally {
    Object.assign(api.deps, { webhookSender });
  }
});
