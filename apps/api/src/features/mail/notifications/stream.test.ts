import { auth } from '@muster/contracts/access/auth';
import { me } from '@muster/contracts/access/me';
import { account } from '@muster/contracts/account/account';
import { StreamEvent, staleAfter, streamPermissionOf } from '@muster/contracts/catalogue';
import { bulkOperations } from '@muster/contracts/people/bulk-operations';
import { users } from '@muster/contracts/people/users';
import { beforeAll, describe, expect, test } from 'vitest';
import { listen } from '../../../../test/client.ts';
import { type Person, password } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';

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
