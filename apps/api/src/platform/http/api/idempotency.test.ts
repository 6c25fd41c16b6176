import { allEndpoints } from '@muster/contracts/api';
import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { isIdempotent } from '@muster/contracts/kit/endpoint-errors';
import { describe, expect, test } from 'vitest';
import { anAddress, type Person } from '../../../../test/given.ts';
import { type Api, useApi } from '../../../../test/harness.ts';
import { days } from '../../clock.ts';

const api = useApi();
type App = Api['app'];

async function aProgram(creator?: Person) {
  const owner = creator ?? (await api.given.anOwner());
  const { key } = await api.given.aKey(owner);
  const post = async (url: string, payload: object, idempotencyKey: string, app: App = api.app) => {
    const headers = { authorization: `Bearer ${key}`, 'idempotency-key': idempotencyKey };
    const {
      statusCode,
      body,
      headers: answered,
    } = await app.inject({ method: 'POST', url, payload, headers });
    return {
      status: statusCode,
      body,
      code: JSON.parse(body || '{}').code,
      isReplayed: answered['idempotency-replayed'],
    };
  };
  const usersOf = () => api.deps.database.user.count({ where: { accountId: owner.accountId } });
  return { owner, post, usersOf };
}

test('each POST open to integrators accepts a key', () => {
  const posts = allEndpoints.filter(
    ({ method, access }) => method === 'POST' && access !== 'public' && access !== 'signed-in',
  );
  expect(posts.length).toBeGreaterThan(20);
  expect(posts.every(isIdempotent)).toBe(true);
});

test('the same key and body return the same bytes without a second effect', async () => {
  const { post, usersOf, owner } = await aProgram();
  const body = { email: anAddress(), sendInvitation: true };
  const first = await post('/api/v1/users', body, 'order-1');
  expect(first).toMatchObject({ status: 201, isReplayed: undefined });
  const before = await usersOf();
  const mails = () => api.deps.database.email.count({ where: { accountId: owner.accountId } });
  const sent = await mails();
  for (const key of ['order-1', '"order-1"', ' order-1 ']) {
    expect(await post('/api/v1/users', body, key)).toEqual({ ...first, isReplayed: 'true' });
  }
  expect([await usersOf(), await mails()]).toEqual([before, sent]);
});

test('a different body is refused, and keys are separate by caller, route and account', async () => {
  const { post, owner } = await aProgram();
  await post('/api/v1/groups', { name: 'Sales' }, 'k');
  expect(await post('/api/v1/groups', { name: 'Design' }, 'k')).toMatchObject({
    status: 422,
    code: 'idempotency_key_reused',
  });
  expect((await post('/api/v1/users', { email: anAddress() }, 'k')).status).toBe(201);
  const other = await aProgram(owner);
  expect((await other.post('/api/v1/groups', { name: 'Design' }, 'k')).status).toBe(201);
  const stranger = await aProgram();
  expect((await stranger.post('/api/v1/groups', { name: 'Sales' }, 'k')).isReplayed).toBeUndefined();
});

test('a failed call stores nothing, and the corrected call succeeds under the same key', async () => {
  const { post, usersOf } = await aProgram();
  const before = await usersOf();
  expect((await post('/api/v1/users', { email: 'nonsense' }, 'k')).code).toBe('validation_failed');
  const missing = { email: anAddress(), groupIds: ['0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d'] };
  expect((await post('/api/v1/users', missing, 'k')).code).toBe('group_not_found');
  expect(await usersOf()).toBe(before);
  expect((await post('/api/v1/users', { email: missing.email }, 'k')).status).toBe(201);
});

test('effect and response are one transaction: if the response cannot be stored, nothing happens', async () => {
  const { post, usersOf } = await aProgram();
  const before = await usersOf();
  await api.deps.pool.query(
    `ALTER TABLE idempotent_answers ADD CONSTRAINT broken CHECK (status <> 201) NOT VALID`,
  );
  expect((await post('/api/v1/users', { email: anAddress() }, 'k')).status).toBe(500);
  await api.deps.pool.query(`ALTER TABLE idempotent_answers DROP CONSTRAINT broken`);
  expect(await usersOf()).toBe(before);
});

test('one of twenty simultaneous calls in two processes takes effect', async () => {
  const { post, usersOf } = await aProgram();
  const other = await api.another();
  const before = await usersOf();
  const body = { email: anAddress() };
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      post('/api/v1/users', body, 'race', index % 2 ? other.app : api.app),
    ),
  );
  expect(await usersOf()).toBe(before + 1);
  const done = answers.filter(({ status }) => status === 201);
  expect(new Set(done.map((answer) => answer.body)).size).toBe(1);
  expect(done.filter(({ isReplayed }) => !isReplayed)).toHaveLength(1);
  const others = answers.filter(({ status }) => status !== 201);
  expect(others.every(({ code }) => code === 'idempotency_in_progress')).toBe(true);
  expect(await post('/api/v1/users', body, 'race')).toMatchObject({ status: 201, body: done[0]?.body });
});

describe('a stored response', () => {
  test('is encrypted and expires after a day', async () => {
    const { post } = await aProgram();
    const body = { name: 'Second', scopes: ['users:read'] };
    const created = await post('/api/v1/api-keys', body, 'k');
    const { key } = JSON.parse(created.body);
    expect(await post('/api/v1/api-keys', body, 'k')).toEqual({ ...created, isReplayed: 'true' });
    const stored = await api.deps.database.idempotentAnswer.findMany();
    const texts = stored.map(({ sealed }) => Buffer.from(sealed).toString('latin1'));
    expect(texts.some((text) => text.includes(key.slice(9, 20)))).toBe(false);
    api.clock.advance(days(1) + 1000);
    expect((await post('/api/v1/api-keys', body, 'k')).isReplayed).toBeUndefined();
    api.clock.advance(days(1) + 1000);
    await api.deps.jobs.add('service.clean-up', [{}], api.deps.database);
    await api.runJobs();
    expect(await api.deps.database.idempotentAnswer.count()).toBe(0);
  });

  test.each(['', ' ', 'ü', 'a\tb', 'x'.repeat(256), '""'])('does not accept the key %j', async (wrong) => {
    const { post } = await aProgram();
    const answer = await post('/api/v1/groups', { name: 'X' }, wrong);
    expect(answer.code).toBe('validation_failed');
    expect(JSON.parse(answer.body).errors[0].pointer).toBe('#header/Idempotency-Key');
  });
});

test('a signed-in user may also send a key', async () => {
  const owner = await api.given.anOwner();
  const request = {
    method: 'POST' as const,
    url: '/api/v1/api-keys',
    payload: { name: 'A', scopes: ['users:read'] },
    headers: { 'idempotency-key': 'once' },
  };
  const [first, second] = [await owner.raw(request), await owner.raw(request)];
  expect(second.body).toEqual(first.body);
  expect((await owner.call(apiKeys.list, {})).data).toHaveLength(1);
});
