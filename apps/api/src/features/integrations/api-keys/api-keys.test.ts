import { me } from '@muster/contracts/access/me';
import { auditEvents } from '@muster/contracts/account/audit-events';
import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { groups } from '@muster/contracts/people/groups';
import { users } from '@muster/contracts/people/users';
import { describe, expect, test } from 'vitest';
import { anAddress } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { isWellFormedKey, mintKey } from '../../../platform/api-keys/secret.ts';
import { days, minutes } from '../../../platform/clock.ts';

const api = useApi();

test('a key is shown once, stored as a hash, and limited to its scopes', async () => {
  const owner = await api.given.anOwner();
  const body = { name: 'HR system', scopes: ['users:read' as const, 'users:write' as const] };
  const created = await owner.call(apiKeys.create, { body });
  expect(created.key).toMatch(/^mst_live_[0-9A-Za-z]{38}$/);
  expect(created.key.startsWith(created.prefix)).toBe(true);
  const { key: _, ...shown } = created;
  expect(await owner.call(apiKeys.get, { params: { id: created.id } })).toEqual(shown);
  const { rows } = await api.deps.pool.query(`SELECT * FROM api_keys WHERE id = $1`, [created.id]);
  expect(JSON.stringify(rows)).not.toContain(created.key.slice(13));

  const program = api.withKey(created.key);
  const user = await program.call(users.create, { body: { email: anAddress() } });
  expect((await program.call(users.get, { params: { id: user.id } })).id).toBe(user.id);
  const lacking = await program.refused(groups.list, {});
  expect(lacking).toMatchObject({
    code: 'forbidden',
    detail: 'This API key lacks the scope groups:read. Use a key that has it.',
  });
  const personal = await program.refused(me.get, {});
  expect(personal).toMatchObject({ code: 'forbidden', detail: expect.stringContaining('signed-in') });
  const { data } = await owner.call(auditEvents.list, { query: { action: ['user.created'] } });
  expect(data[0]?.actor).toEqual({ type: 'api_key', id: created.id, name: 'HR system' });
});

test('invitations sent with a key name the creator of the key as the inviter', async () => {
  const owner = await api.given.anOwner();
  const key = await api.given.aKey(owner);
  const email = anAddress();
  const user = await key.call(users.create, { body: { email, sendInvitation: true } });
  await api.runJobs();
  expect((await api.given.mailsTo(email))[0]?.subject).toContain('Olga Owner');
  const invitation = await api.deps.database.invitation.findFirst({ where: { userId: user.id } });
  expect(invitation?.invitedById).toBe(owner.userId);
});

describe('a key never has more permissions than its creator', () => {
  test('a scope that the creator lacks is refused, also when a key creates a key', async () => {
    const owner = await api.given.anOwner();
    const admin = await api.given.aMember(owner, { role: 'admin' });
    const wanted = { name: 'Too much', scopes: ['users:read' as const, 'owners:write' as const] };
    expect((await admin.refused(apiKeys.create, { body: wanted })).code).toBe('scope_not_held');
    const narrow = await api.given.aKey(owner, { scopes: ['api_keys:write'] });
    expect((await narrow.refused(apiKeys.create, { body: wanted })).code).toBe('scope_not_held');
    const child = await narrow.call(apiKeys.create, { body: { name: 'Child', scopes: ['api_keys:write'] } });
    expect(child.createdBy.id).toBe(owner.userId);
  });

  test('a caller cannot take over a key with more scopes by rotating it or changing its networks', async () => {
    const owner = await api.given.anOwner();
    const admin = await api.given.aMember(owner, { role: 'admin' });
    const { id: strong } = await api.given.aKey(owner, { scopes: ['owners:write'] });
    const params = { id: strong };
    expect((await admin.refused(apiKeys.rotate, { params, body: {} })).code).toBe('scope_not_held');
    expect((await admin.refused(apiKeys.update, { params, body: { allowedIps: [] } })).code).toBe(
      'scope_not_held',
    );
    await admin.call(apiKeys.delete, { params });
  });

  test('a key loses scopes with its creator, and stops when they are deactivated or removed', async () => {
    const owner = await api.given.anOwner();
    const admin = await api.given.aMember(owner, { role: 'admin' });
    const key = await api.given.aKey(admin, { scopes: ['users:read'] });
    const role = (to: 'member' | 'admin') =>
      owner.call(users.update, { params: { id: admin.userId }, body: { role: to } });
    await role('member');
    expect((await key.refused(users.list, {})).code).toBe('forbidden');
    expect((await owner.call(apiKeys.get, { params: { id: key.id } })).status).toBe('suspended');
    await role('admin');
    await key.call(users.list, {});
    await owner.call(users.deactivate, { params: { id: admin.userId } });
    expect((await key.refused(users.list, {})).code).toBe('unauthenticated');
    await owner.call(users.delete, { params: { id: admin.userId } });
    expect((await key.refused(users.list, {})).code).toBe('unauthenticated');
    expect((await owner.call(apiKeys.list, {})).data).toEqual([]);
  });
});

test('revoking a key takes effect immediately in every process', async () => {
  const owner = await api.given.anOwner();
  const key = await api.given.aKey(owner);
  const other = await api.another();
  const url = '/api/v1/users';
  const there = () => other.app.inject({ url, headers: { authorization: `Bearer ${key.key}` } });
  expect((await there()).statusCode).toBe(200);
  await owner.call(apiKeys.delete, { params: { id: key.id } });
  expect((await there()).statusCode).toBe(401);
  expect((await key.refused(users.list, {})).code).toBe('unauthenticated');
  expect((await owner.refused(apiKeys.get, { params: { id: key.id } })).code).toBe('not_found');
});

test('a rotated key works until the overlap ends', async () => {
  const owner = await api.given.anOwner();
  const old = await api.given.aKey(owner);
  const params = { id: old.id };
  const rotated = await owner.call(apiKeys.rotate, { params, body: { overlapSeconds: 3600 } });
  expect(rotated.previousKeyExpiresAt).not.toBeNull();
  const fresh = api.withKey(rotated.key);
  await Promise.all([old.call(users.list, {}), fresh.call(users.list, {})]);
  api.clock.advance(minutes(61));
  expect((await old.refused(users.list, {})).code).toBe('unauthenticated');
  await fresh.call(users.list, {});
  const again = await owner.call(apiKeys.rotate, { params, body: { overlapSeconds: 0 } });
  expect((await fresh.refused(users.list, {})).code).toBe('unauthenticated');
  await api.withKey(again.key).call(users.list, {});
  const tooLong = { params, body: { overlapSeconds: 7 * 86_400 + 1 } };
  expect((await owner.refused(apiKeys.rotate, tooLong)).code).toBe('validation_failed');
});

test('a key stops working at its expiry, and an expiry in the past is refused', async () => {
  const owner = await api.given.anOwner();
  const at = (ms: number) => new Date(api.clock.now().getTime() + ms).toISOString();
  const key = await api.given.aKey(owner, { expiresAt: at(days(1)) });
  await key.call(users.list, {});
  api.clock.advance(days(1));
  expect((await key.refused(users.list, {})).code).toBe('api_key_expired');
  const signedInAgain = await api.given.anOwner();
  const past = { name: 'Late', scopes: ['users:read' as const], expiresAt: at(-1000) };
  const { errors } = await signedInAgain.refused(apiKeys.create, { body: past });
  expect(errors?.[0]?.pointer).toBe('#/expiresAt');
});

test('a key works only from its allowed networks', async () => {
  const owner = await api.given.anOwner();
  const key = await api.given.aKey(owner, { allowedIps: ['192.0.2.0/24', '2001:db8::/32'] });
  const from = (remoteAddress: string) => key.raw({ url: '/api/v1/users', remoteAddress });
  for (const address of ['192.0.2.7', '::ffff:192.0.2.7', '2001:db8:1::5']) {
    expect((await from(address)).status).toBe(200);
  }
  for (const address of ['192.0.3.7', '2001:db9::1', '::ffff:10.0.0.1']) {
    expect(await from(address)).toMatchObject({ status: 403, body: { code: 'network_not_allowed' } });
  }
  const params = { id: key.id };
  await owner.call(apiKeys.update, { params, body: { allowedIps: ['10.0.0.0/8'] } });
  await key.call(users.list, {});
  for (const wrong of ['10.0.0.0/33', 'localhost', '1.2.3']) {
    const { code } = await owner.refused(apiKeys.update, { params, body: { allowedIps: [wrong] } });
    expect(code).toBe('validation_failed');
  }
});

test('a malformed key is recognised by its checksum, and an unknown one is refused', async () => {
  const { key } = mintKey();
  expect(isWellFormedKey(key)).toBe(true);
  const last = key.endsWith('0') ? '1' : '0';
  for (const wrong of [
    '',
    'mst_live_',
    key.slice(0, -1),
    `${key}0`,
    key.slice(0, -1) + last,
    'x'.repeat(10_000),
  ]) {
    expect(isWellFormedKey(wrong)).toBe(false);
  }
  expect((await api.withKey(key).refused(users.list, {})).code).toBe('unauthenticated');
});

test('the request log has route, status and code but no request data, for 14 days', async () => {
  const owner = await api.given.anOwner();
  const key = await api.given.aKey(owner, { scopes: ['users:read', 'users:write'] });
  const email = anAddress('secret');
  const body = { email };
  const headers = { 'idempotency-key': 'once' };
  for (let call = 0; call < 2; call += 1) {
    await key.raw({ method: 'POST', url: '/api/v1/users', payload: body, headers });
  }
  await key.refused(groups.list, {});
  await key.refused(users.get, { params: { id: owner.accountId } });
  await api.deps.keyUsage.flush();
  const params = { id: key.id };
  const { data } = await owner.call(apiKeys.requests, { params, query: { include: 'total' } });
  expect(
    data.map(({ method, route, status, code, replayed }) => [method, route, status, code, replayed]),
  ).toEqual([
    ['GET', '/api/v1/users/:id', 404, 'not_found', false],
    ['GET', '/api/v1/groups', 403, 'forbidden', false],
    ['POST', '/api/v1/users', 201, null, true],
    ['POST', '/api/v1/users', 201, null, false],
  ]);
  const { rows } = await api.deps.pool.query('SELECT * FROM api_key_requests WHERE key_id = $1', [key.id]);
  expect(JSON.stringify(rows)).not.toContain(email);
  const failed = await owner.call(apiKeys.requests, { params, query: { outcome: 'failed', limit: 1 } });
  expect(failed.data).toHaveLength(1);
  const next = { outcome: 'failed' as const, limit: 1, cursor: failed.nextCursor ?? '' };
  expect((await owner.call(apiKeys.requests, { params, query: next })).data[0]?.route).toBe('/api/v1/groups');
  const requestsOf = async (query: object) => {
    const page = await owner.call(apiKeys.requests, { params, query: { limit: 1, ...query } });
    return { ...page, statuses: page.data.map(({ status }) => status) };
  };
  expect(await requestsOf({ outcome: 'succeeded', include: 'total' })).toMatchObject({
    statuses: [201],
    total: 2,
  });
  const oldest = await requestsOf({ sort: 'time' });
  const second = await requestsOf({ sort: 'time', cursor: oldest.nextCursor ?? '' });
  expect([oldest.data[0]?.replayed, second.data[0]?.replayed]).toEqual([false, true]);
  const used = await owner.call(apiKeys.get, { params });
  expect(used.lastUsedAt).not.toBeNull();
  expect(used.lastUsedIp).toMatch(/^10\./);
  api.clock.advance(days(14) + 1000);
  await api.deps.jobs.add('service.clean-up', [{}], api.deps.database);
  await api.runJobs();
  expect(await api.deps.database.apiKeyRequest.count({ where: { keyId: key.id } })).toBe(0);
});

test('an account has at most a hundred keys, also when they are created simultaneously', async () => {
  const owner = await api.given.anOwner();
  const body = { name: 'One of many', scopes: ['users:read' as const] };
  const wanted = Array.from({ length: 103 }, () => owner.try(apiKeys.create, { body }));
  const answers = await Promise.all(wanted);
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(100);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(3);
});
