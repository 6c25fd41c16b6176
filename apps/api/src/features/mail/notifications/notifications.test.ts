import { notifications } from '@muster/contracts/mail/notifications';
import { users } from '@muster/contracts/people/users';
import { expect, test } from 'vitest';
import { listen } from '../../../../test/client.ts';
import type { Person } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';

const api = useApi();

test('only active admins are notified of an activation, in the app and by e-mail', async () => {
  const owner = await api.given.anOwner();
  const admin = await api.given.aMember(owner, { role: 'admin' });
  const asleep = await api.given.aMember(owner, { role: 'admin' });
  await owner.call(users.deactivate, { params: { id: asleep.userId } });
  await owner.call(notifications.read, { body: { all: true } });
  const member = await api.given.aMember(owner);
  await api.runJobs();

  const unread = async (person: Person) =>
    (await person.call(notifications.list, { query: { unread: 'true' } })).data;
  expect(await unread(owner)).toMatchObject([
    { type: 'user.activated', user: { id: member.userId, name: 'Max Member' } },
  ]);
  expect((await unread(admin)).map(({ user }) => user?.id)).toContain(member.userId);
  expect(await unread(member)).toEqual([]);
  const mails = async (email: string) =>
    (await api.given.mailsTo(email))
      .filter(({ text }) => text.includes(member.email))
      .map(({ template }) => template);
  expect(await mails(owner.email)).toEqual(['user_activated']);
  expect(await mails(admin.email)).toEqual(['user_activated']);
  expect(await mails(asleep.email)).toEqual([]);
});

test('only the recipient can mark notifications as read, one by one or all at once', async () => {
  const owner = await api.given.anOwner();
  const admin = await api.given.aMember(owner, { role: 'admin' });
  await api.given.aMember(owner);
  await api.given.aMember(owner);
  const query = { include: 'total' } as const;
  const { data, unreadCount, total } = await owner.call(notifications.list, { query });
  expect([unreadCount, total]).toEqual([3, 3]);
  const ids = data.slice(0, 1).map(({ id }) => id);
  await admin.call(notifications.read, { body: { ids } });
  expect(await owner.call(notifications.read, { body: { ids } })).toEqual({ unreadCount: 2 });
  expect(
    (await owner.call(notifications.list, { query: { unread: 'false' } })).data.map(({ id }) => id),
  ).toEqual(ids);
  expect(await owner.call(notifications.read, { body: { all: true } })).toEqual({ unreadCount: 0 });
  expect((await admin.call(notifications.list, { query: {} })).unreadCount).toBe(2);
});

test('a change in one process is streamed live by another, to the same account only', async () => {
  const other = await api.another();
  const address = await other.app.listen({ host: '127.0.0.1', port: 0 });
  const owner = await api.given.anOwner();
  const stranger = await api.given.anOwner();
  const mine = await listen(address, owner);
  const theirs = await listen(address, stranger);
  expect(mine.response.headers.get('content-type')).toContain('text/event-stream');
  expect(mine.response.headers.get('content-security-policy')).toBeTruthy();

  await api.given.aMember(owner);
  await mine.until('notification');
  await mine.until('users.changed');
  await api.given.aGroup(owner);
  await mine.until('groups.changed');
  expect(theirs.names).toEqual([]);
  await Promise.all([mine.stop(), theirs.stop()]);
});
