import { type IncomingMessage, request } from 'node:http';
import { auth } from '@muster/contracts/access/auth';
import { me } from '@muster/contracts/access/me';
import { account } from '@muster/contracts/account/account';
import { StreamEvent, staleAfter, streamPermissionOf } from '@muster/contracts/catalogue';
import { bulkOperations } from '@muster/contracts/people/bulk-operations';
import { users } from '@muster/contracts/people/users';
import { beforeAll, describe, expect, test } from 'vitest';
import { listen, type TestClient } from '../../../../test/client.ts';
import { type Person, password } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { liveChannelName } from '../../../platform/events/live.ts';

const api = useApi();
let owner: Person;
let address: string;

beforeAll(async () => {
  owner = await api.given.anOwner();
  // The streams are in another process than the changes.
  const other = await api.another();
  address = await other.app.listen({ host: '127.0.0.1', port: 0 });
});

test('every message of the stream names what it needs, unless it is about the own page', () => {
  for (const message of StreamEvent.options) {
    if (staleAfter[message].includes('me')) expect(streamPermissionOf(message)).toBeNull();
    else expect(streamPermissionOf(message)).toMatch(/^\w+:read$/);
  }
});

test('a member hears of the account, and not of what admins do', async () => {
  const member = await api.given.aMember(owner);
  const [theirs, mine] = [await listen(address, member), await listen(address, owner)];
  await api.given.aMember(owner);
  await api.given.aGroup(owner);
  await api.given.aKey(owner);
  for (const name of ['notification', 'users.changed', 'groups.changed', 'api_keys.changed'])
    await mine.until(name);
  await owner.call(account.update, { body: { name: 'Acme Ltd' } });
  await theirs.until('account.changed');
  expect(new Set(theirs.names)).toEqual(new Set(['account.changed']));
  await Promise.all([theirs.stop(), mine.stop()]);
});

const losses: readonly [string, (admin: Person) => Promise<unknown>][] = [
  ['is deactivated', ({ userId: id }) => owner.call(users.deactivate, { params: { id } })],
  ['is removed', ({ userId: id }) => owner.call(users.delete, { params: { id } })],
  [
    'gets another role',
    ({ userId: id }) => owner.call(users.update, { params: { id }, body: { role: 'member' } }),
  ],
  [
    'gets another role with others',
    async ({ userId }) => {
      const body = { action: 'set_role' as const, ids: [userId], params: { role: 'member' as const } };
      await owner.call(bulkOperations.create, { body });
      await api.runJobs();
    },
  ],
  ['signs out', (admin) => admin.call(auth.signOut, {})],
  [
    'ends the sign-in in another browser',
    async (admin) => {
      const other = api.anonymous();
      await other.call(auth.signIn, { body: { email: admin.email, password } });
      await other.call(me.endOtherSignIns, {});
    },
  ],
];

describe.each(losses)('when the user %s', (_, lose) => {
  test('the stream ends, and nobody else’s', async () => {
    const admin = await api.given.aMember(owner, { role: 'admin' });
    const [theirs, mine] = [await listen(address, admin), await listen(address, owner)];
    await api.given.aGroup(owner);
    await theirs.until('groups.changed');
    await lose(admin);
    await theirs.untilEnded();
    const before = mine.names.length;
    await api.given.aGroup(owner);
    await expect.poll(() => mine.names.slice(before)).toContain('groups.changed');
    await mine.stop();
  });
});

test('ten streams of a sign-in are open, thirty of a user, and a closed one makes room', async () => {
  const admin = await api.given.aMember(owner, { role: 'admin' });
  const statusFor = async (person: TestClient) => (await listen(address, person)).response.status;
  const openTen = (person: TestClient) =>
    Promise.all(Array.from({ length: 10 }, () => listen(address, person)));
  const mine = await openTen(admin);
  expect(new Set(mine.map(({ response }) => response.status))).toEqual(new Set([200]));
  expect(await statusFor(admin)).toBe(429);
  await mine[0]?.stop();
  await expect.poll(() => statusFor(admin)).toBe(200);

  const [second, third, fourth] = [api.anonymous(), api.anonymous(), api.anonymous()];
  for (const other of [second, third, fourth])
    await other.call(auth.signIn, { body: { email: admin.email, password } });
  await openTen(second);
  await openTen(third);
  const cookie = [...fourth.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const refused = await fetch(`${address}/api/v1/events-stream`, { headers: { cookie } });
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '30']);
  expect(await refused.json()).toMatchObject({ code: 'too_many_streams' });
  expect(await statusFor(owner)).toBe(200);
});

test('a reader that does not read is cut off, and nobody else', async () => {
  const stranger = await api.given.anOwner();
  const theirs = await listen(address, stranger);
  const headers = { cookie: [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  const slow = await new Promise<IncomingMessage>((resolve) => {
    request(`${address}/api/v1/events-stream`, { headers }, resolve).end();
  });
  const closed = new Promise((resolve) => slow.once('error', resolve).once('close', resolve));
  slow.pause();
  // Messages with the same text are sent once, so that each has a number.
  const message = { accountId: owner.accountId, topics: StreamEvent.options };
  await api.deps.pool.query(
    `SELECT pg_notify('${liveChannelName}', ($1::jsonb || jsonb_build_object('n', n))::text)
     FROM generate_series(1, 20000) AS n`,
    [JSON.stringify(message)],
  );
  // Comes after all of them.
  await api.given.aGroup(stranger);
  await theirs.until('groups.changed');
  slow.resume();
  await closed;
  expect(slow.complete).toBe(false);
  const again = await listen(address, owner);
  await api.given.aGroup(owner);
  await again.until('groups.changed');
  await Promise.all([again.stop(), theirs.stop()]);
});
