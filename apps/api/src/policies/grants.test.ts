import type { Permission } from '@muster/contracts/catalogue';
import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { notifications } from '@muster/contracts/mail/notifications';
import { bulkOperations } from '@muster/contracts/people/bulk-operations';
import { invitations } from '@muster/contracts/people/invitations';
import { savedViews } from '@muster/contracts/people/saved-views';
import { userImports } from '@muster/contracts/people/user-imports';
import { users } from '@muster/contracts/people/users';
import { beforeAll, describe, expect, test } from 'vitest';
import { anAddress, type Person } from '../../test/given.ts';
import { useApi } from '../../test/harness.ts';
import { commit, upload } from '../../test/imports.ts';

const api = useApi();
let owner: Person;
let admin: Person;

beforeAll(async () => {
  owner = await api.given.anOwner();
  admin = await api.given.aMember(owner, { role: 'admin' });
});

const keyWith = (...scopes: Permission[]) => api.given.aKey(owner, { scopes });
const roleOf = async (id: string) => (await owner.call(users.get, { params: { id } })).role;

describe('a key that may write users', () => {
  test('makes no admin, one by one, in a batch or by an import', async () => {
    const key = await keyWith('users:read', 'users:write');
    const single = await key.refused(users.create, { body: { email: anAddress(), role: 'admin' } });
    expect(single).toMatchObject({ status: 422, code: 'scope_not_held' });
    expect(single.detail).toContain('account:write');
    const batch = await key.call(users.batch, {
      body: { users: [{ email: anAddress(), role: 'admin' }, { email: anAddress() }] },
    });
    expect(batch.results.map(({ outcome }) => outcome)).toEqual(['invalid', 'created']);
    expect(batch.results[0]?.errors).toMatchObject([{ pointer: '#/role', code: 'scope_not_held' }]);
    expect(batch.results[0]?.errors?.[0]?.detail).toContain('account:write');
    const text = `email,role\n${anAddress()},admin\n${anAddress()},member\n`;
    const { id, counts } = await upload(key, text);
    expect(counts).toMatchObject({ create: 1, error: 1 });
    const { data } = await key.call(userImports.listRows, { params: { id }, query: { outcome: ['error'] } });
    expect(data).toMatchObject([{ errors: [{ field: 'role', code: 'role_not_held' }] }]);
  });

  test('gives and takes no role above its own scopes, one by one or in bulk', async () => {
    const key = await keyWith('users:read', 'users:write');
    const { id } = await api.given.aUser(owner);
    expect(await key.refused(users.update, { params: { id }, body: { role: 'admin' } })).toMatchObject({
      code: 'scope_not_held',
    });
    const bulk = { action: 'set_role' as const, ids: [id], params: { role: 'admin' as const } };
    expect(await key.refused(bulkOperations.create, { body: bulk })).toMatchObject({
      code: 'scope_not_held',
    });
    expect(await key.refused(bulkOperations.preview, { body: bulk })).toMatchObject({
      code: 'scope_not_held',
    });
    const demoted = { action: 'set_role' as const, ids: [admin.userId], params: { role: 'member' as const } };
    expect(await key.call(bulkOperations.preview, { body: demoted })).toMatchObject({
      changed: 0,
      refused: [{ code: 'scope_not_held', count: 1 }],
    });
    const operation = await key.call(bulkOperations.create, { body: demoted });
    await api.runJobs();
    expect(await key.call(bulkOperations.get, { params: { id: operation.id } })).toMatchObject({ failed: 1 });
    expect(await roleOf(admin.userId)).toBe('admin');
    expect(await roleOf(id)).toBe('member');
  });

  test('writing back the role that a user has changes nothing and is allowed', async () => {
    const key = await keyWith('users:read', 'users:write');
    const body = { role: 'admin', firstName: 'Ada' } as const;
    expect(await key.call(users.update, { params: { id: admin.userId }, body })).toMatchObject(body);
  });

  test('deactivates an admin but does not revive one', async () => {
    const key = await keyWith('users:read', 'users:write');
    const { id } = await api.given.aUser(owner, { role: 'admin' });
    expect((await key.call(users.deactivate, { params: { id } })).status).toBe('deactivated');
    expect(await key.refused(users.reactivate, { params: { id } })).toMatchObject({ code: 'scope_not_held' });
    const bulk = { action: 'reactivate' as const, ids: [id], params: {} };
    expect(await key.call(bulkOperations.preview, { body: bulk })).toMatchObject({
      refused: [{ code: 'scope_not_held', count: 1 }],
    });
    const done = await key.call(bulkOperations.create, { body: bulk });
    await api.runJobs();
    expect(await key.call(bulkOperations.get, { params: { id: done.id } })).toMatchObject({ failed: 1 });
    expect((await owner.call(users.reactivate, { params: { id } })).status).toBe('added');
  });

  test('does not undo what gives back a role above its scopes', async () => {
    const key = await keyWith('users:read', 'users:write');
    const { id } = await api.given.aUser(owner, { role: 'admin' });
    const body = { action: 'set_role' as const, ids: [id], params: { role: 'member' as const } };
    const operation = await owner.call(bulkOperations.create, { body });
    await api.runJobs();
    const undone = await key.call(bulkOperations.undo, { params: { id: operation.id } });
    await api.runJobs();
    expect(await key.call(bulkOperations.get, { params: { id: undone.id } })).toMatchObject({ failed: 1 });
    expect(await roleOf(id)).toBe('member');
  });

  test('invites nobody at another address, and nobody to a role above its scopes', async () => {
    const key = await keyWith('users:read', 'users:write');
    const inviting = await keyWith('users:read', 'users:write', 'invitations:write');
    const member = await api.given.aUser(owner, { sendInvitation: true });
    const above = await api.given.aUser(owner, { role: 'admin', sendInvitation: true });
    const move = (id: string) => ({ params: { id }, body: { email: anAddress('moved') } });
    expect(await key.refused(users.update, move(member.id))).toMatchObject({ code: 'forbidden' });
    expect(await inviting.refused(users.update, move(above.id))).toMatchObject({ code: 'scope_not_held' });
    const { email } = await inviting.call(users.update, move(member.id));
    await api.runJobs();
    expect(await api.given.mailsTo(email)).toHaveLength(1);
  });

  test('creates no groups by an import', async () => {
    const key = await keyWith('users:read', 'users:write');
    const { id } = await upload(key, `email,groups\n${anAddress()},Brand new\n`);
    const body = { createGroups: true };
    expect(await key.refused(userImports.commit, { params: { id }, body })).toMatchObject({
      code: 'forbidden',
    });
    expect(await commit(api, key, id, { createGroups: false })).toMatchObject({ status: 'done' });
  });
});

test('a file that an owner uploaded is not committed by a key that holds less', async () => {
  const key = await keyWith('users:read', 'users:write');
  const { id } = await upload(owner, `email,role\n${anAddress()},admin\n`);
  expect(await key.refused(userImports.commit, { params: { id }, body: {} })).toMatchObject({
    code: 'scope_not_held',
  });
});

describe('an invitation to a role', () => {
  const live = async (userId: string) =>
    (await owner.call(users.get, { params: { id: userId } })).invitation?.id ?? '';
  const invite = (id: string) => ({ params: { id }, body: {} });

  test.each([
    ['owner', 'forbidden', () => admin],
    ['admin', 'scope_not_held', () => keyWith('users:read', 'users:write', 'invitations:write')],
  ] as const)('to be %s is sent by nobody who holds less', async (role, code, whose) => {
    const caller = await whose();
    const { id } = await api.given.aUser(owner, { role });
    const bulk = { action: 'invite' as const, ids: [id], params: {} };
    const isRefused = async () => {
      expect(await caller.refused(users.invite, invite(id))).toMatchObject({ code });
      expect(await caller.call(bulkOperations.preview, { body: bulk })).toMatchObject({
        refused: [{ code, count: 1 }],
      });
      const operation = await caller.call(bulkOperations.create, { body: bulk });
      await api.runJobs();
      const { failed } = await caller.call(bulkOperations.get, { params: { id: operation.id } });
      expect(failed).toBe(1);
    };
    await isRefused();
    await owner.call(users.invite, invite(id));
    const invitationId = await live(id);
    await isRefused();
    expect(await caller.refused(invitations.resend, invite(invitationId))).toMatchObject({ code });
    // What was taken back stays so.
    await owner.call(invitations.revoke, { params: { id: invitationId } });
    await isRefused();
  });

  test('to be owner is not revoked by an admin, that of an admin is', async () => {
    const invited = await api.given.aUser(owner, { role: 'owner', sendInvitation: true });
    const id = await live(invited.id);
    expect(await admin.refused(invitations.revoke, { params: { id } })).toMatchObject({ code: 'forbidden' });
    const other = await api.given.aUser(owner, { role: 'admin', sendInvitation: true });
    const key = await keyWith('invitations:write');
    const revoked = await key.call(invitations.revoke, { params: { id: await live(other.id) } });
    expect(revoked.status).toBe('revoked');
  });
});

test('an admin revives no owner', async () => {
  const { id } = await api.given.aUser(owner, { role: 'owner' });
  await owner.call(users.deactivate, { params: { id } });
  expect(await admin.refused(users.reactivate, { params: { id } })).toMatchObject({ code: 'forbidden' });
  expect((await owner.call(users.reactivate, { params: { id } })).status).toBe('added');
});

test("what is a person's own is not changed by a key", async () => {
  const key = await keyWith('account:read', 'users:read', 'users:write');
  const settings = { data: [{ event: 'user.activated' as const, email: 'off' as const }] };
  expect(await key.refused(notifications.saveSettings, { body: settings })).toMatchObject({
    code: 'forbidden',
  });
  const view = { name: 'Mine', query: {} };
  expect(await key.refused(savedViews.create, { body: view })).toMatchObject({ code: 'forbidden' });
  expect(await key.call(savedViews.list, {})).toEqual({ data: [] });
  expect((await owner.call(savedViews.create, { body: view })).name).toBe('Mine');
});

describe('a key that makes keys', () => {
  const scopes: Permission[] = ['api_keys:read', 'api_keys:write'];
  const inAnHour = () => new Date(api.clock.now().getTime() + 3_600_000).toISOString();
  const named = (body: object) => ({ body: { name: 'Child', scopes, ...body } });

  test('gives at most its permissions, networks and time, and these where nothing is said', async () => {
    const expiresAt = inAnHour();
    const key = await api.given.aKey(owner, { scopes, allowedIps: ['10.0.0.0/8'], expiresAt });
    const wider = [
      { allowedIps: ['0.0.0.0/0'] },
      { allowedIps: ['10.0.0.0/7'] },
      { allowedIps: ['10.1.0.0/16', '2001:db8::/32'] },
      { expiresAt: new Date(Date.parse(expiresAt) + 1).toISOString() },
    ];
    for (const body of wider)
      expect(await key.refused(apiKeys.create, named(body))).toMatchObject({ code: 'key_limits_exceeded' });
    expect(await key.refused(apiKeys.create, named({ scopes: ['users:read'] }))).toMatchObject({
      code: 'scope_not_held',
    });
    const { key: _, ...child } = await key.call(apiKeys.create, named({}));
    expect(child).toMatchObject({
      allowedIps: ['10.0.0.0/8'],
      expiresAt,
      createdByKey: { id: key.id, name: 'HR system' },
    });
    const narrow = named({ allowedIps: ['10.1.2.3'] });
    expect((await key.call(apiKeys.create, narrow)).allowedIps).toEqual(['10.1.2.3']);
  });

  test('changes and renews no key that has more, nor one that would outlive it', async () => {
    const key = await api.given.aKey(owner, { scopes, allowedIps: ['10.0.0.0/8'] });
    const other = await api.given.aKey(owner, { scopes });
    const more = await api.given.aKey(owner, {
      scopes: [...scopes, 'users:read'],
      allowedIps: ['10.0.0.0/8'],
    });
    const code = async (id: string, body: object) =>
      (await key.refused(apiKeys.update, { params: { id }, body })).code;
    expect(await code(key.id, { allowedIps: [] })).toBe('key_limits_exceeded');
    expect(await code(other.id, { name: 'Mine' })).toBe('key_limits_exceeded');
    expect(await code(more.id, { name: 'Mine' })).toBe('scope_not_held');
    const equal = await api.given.aKey(owner, { scopes, allowedIps: ['10.0.0.0/8'] });
    const rotate = (id: string) => ({ params: { id }, body: {} });
    expect((await key.refused(apiKeys.rotate, rotate(equal.id))).code).toBe('key_limits_exceeded');
    const child = await key.call(apiKeys.create, named({}));
    await key.call(apiKeys.rotate, rotate(child.id));
    await key.call(apiKeys.rotate, rotate(key.id));
  });

  test('ends its keys, and theirs, when it ends', async () => {
    const key = await api.given.aKey(owner, { scopes });
    const child = await api.given.aKey(key, { scopes });
    const grandchild = await api.given.aKey(child, { scopes });
    await grandchild.call(apiKeys.list, {});
    await owner.call(apiKeys.delete, { params: { id: key.id } });
    for (const ended of [key, child, grandchild])
      expect(await ended.refused(apiKeys.list, {})).toMatchObject({ code: 'unauthenticated' });
    expect((await owner.call(apiKeys.list, {})).data.map(({ id }) => id)).not.toContain(grandchild.id);
  });

  test('takes its networks from its keys when they are narrowed', async () => {
    const key = await api.given.aKey(owner, { scopes });
    const child = await api.given.aKey(key, { scopes });
    await child.call(apiKeys.list, {});
    const body = { allowedIps: ['192.0.2.1'] };
    await owner.call(apiKeys.update, { params: { id: key.id }, body });
    expect(await child.refused(apiKeys.list, {})).toMatchObject({ code: 'network_not_allowed' });
  });

  test('ends them when it expires', async () => {
    const key = await api.given.aKey(owner, { scopes, expiresAt: inAnHour() });
    const child = await api.given.aKey(key, { scopes });
    api.clock.advance(3_700_000);
    expect(await child.refused(apiKeys.list, {})).toMatchObject({ code: 'api_key_expired' });
  });
});
