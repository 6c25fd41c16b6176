import { RoutedEvent } from '@muster/contracts/catalogue';
import { emailTemplates } from '@muster/contracts/mail/email-templates';
import { notifications } from '@muster/contracts/mail/notifications';
import { users } from '@muster/contracts/people/users';
import { expect, test } from 'vitest';
import type { Person } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { days, minutes } from '../../../platform/clock.ts';
import { accountContext } from '../../../platform/context/account-context.ts';
import { noRequest, systemActor } from '../../../platform/context/actor.ts';
import { sendDigests as tellDue } from './digests.ts';

const api = useApi();

/** Activates this many users, one by one or all in one transaction. */
async function activate(owner: Person, count: number, { atOnce = 1 } = {}) {
  const ctx = accountContext(api.deps, owner.accountId, systemActor, noRequest);
  const user = await api.given.aUser(owner, { firstName: 'Ada' });
  for (let first = 0; first < count; first += atOnce) {
    await ctx.transaction(async (tx) => {
      for (let index = first; index < Math.min(count, first + atOnce); index += 1) {
        const name = `Person ${index}`;
        const event = tx.record({ type: 'user.activated', user: { id: user.id, name } });
        const variables = {
          'user.name': name,
          'user.first_name': '',
          'user.email': '',
          user_url: 'https://x.test',
        };
        tx.notifyAdmins(event, { template: 'user_activated', variables });
      }
    });
  }
  await api.runJobs();
}

async function sendDigests() {
  await api.deps.jobs.add('notifications.send-digests', [{}], api.deps.database);
  await api.runJobs();
}

const mailsTo = async (email: string) =>
  (await api.given.mailsTo(email)).map(({ template }) => template).reverse();
const unread = async (person: Person) => (await person.call(notifications.list, { query: {} })).unreadCount;

test('the default is immediate, and each event and channel can be set separately', async () => {
  const owner = await api.given.anOwner();
  const { data } = await owner.call(notifications.getSettings, {});
  expect(data).toEqual(
    RoutedEvent.options.map((event) => ({
      event,
      inApp: 'immediate',
      email: 'immediate',
    })),
  );
  const saved = await owner.call(notifications.saveSettings, {
    body: { data: [{ event: 'user.activated', email: 'off' }] },
  });
  expect(saved.data[0]).toEqual({ event: 'user.activated', inApp: 'immediate', email: 'off' });
  expect(saved.data[1]?.email).toBe('immediate');
});

test('off stops notifications for this admin only, separately in the app and by e-mail', async () => {
  const owner = await api.given.anOwner();
  const admin = await api.given.aMember(owner, { role: 'admin' });
  await api.runJobs();
  const before = (await mailsTo(owner.email)).length;
  const seen = await unread(owner);
  await owner.call(notifications.saveSettings, {
    body: { data: [{ event: 'user.activated', inApp: 'off', email: 'off' }] },
  });
  await activate(owner, 1);
  api.clock.advance(days(1));
  await sendDigests();
  expect(await mailsTo(owner.email)).toHaveLength(before);
  expect(await unread(owner)).toBe(seen);
  expect(await mailsTo(admin.email)).toContain('user_activated');
});

test('daily notifications arrive in one digest in the morning, in the app and by e-mail', async () => {
  const owner = await api.given.anOwner({ accountName: 'Acme' });
  await owner.call(notifications.saveSettings, {
    body: { data: [{ event: 'user.activated', inApp: 'daily', email: 'daily' }] },
  });
  await activate(owner, 3);
  const morning = await api.deps.database.digestItem.findFirstOrThrow({ where: { userId: owner.userId } });
  const left = morning.dueAt.getTime() - api.clock.now().getTime();
  expect(morning.dueAt.toISOString()).toContain('T08:00:00.000Z');
  api.clock.advance(left - minutes(1));
  await sendDigests();
  expect([await mailsTo(owner.email), await unread(owner)]).toEqual([[], 0]);
  api.clock.advance(minutes(2));
  await sendDigests();
  await sendDigests();
  expect([await mailsTo(owner.email), await unread(owner)]).toEqual([['digest'], 3]);
  const [digest] = await api.given.mailsTo(owner.email);
  expect(digest?.text).toContain('3 users activated: Person 0, Person 1, and Person 2');
});

test('a burst is combined into one digest when it ends', async () => {
  const owner = await api.given.anOwner();
  await activate(owner, 40);
  expect(await mailsTo(owner.email)).toEqual(Array(3).fill('user_activated'));
  await sendDigests();
  expect(await mailsTo(owner.email)).toHaveLength(3);
  api.clock.advance(minutes(6));
  await Promise.all([sendDigests(), sendDigests()]);
  expect(await mailsTo(owner.email)).toEqual([...Array(3).fill('user_activated'), 'digest']);
  const [digest] = await api.given.mailsTo(owner.email);
  expect(digest?.text.replace(/\s+/g, ' ')).toContain('37 users activated: Person 3,');
  expect(digest?.text.replace(/\s+/g, ' ')).toContain('and 27 more');
  expect(await unread(owner)).toBe(40);
});

test('a burst within one transaction is combined too, and two processes send it only once', async () => {
  const owner = await api.given.anOwner();
  await activate(owner, 500, { atOnce: 500 });
  expect(await mailsTo(owner.email)).toEqual(Array(3).fill('user_activated'));
  api.clock.advance(minutes(6));
  await Promise.all(Array.from({ length: 4 }, () => tellDue(api.deps)));
  await api.runJobs();
  expect(await mailsTo(owner.email)).toEqual([...Array(3).fill('user_activated'), 'digest']);
});

test('a burst that does not end is sent after an hour', async () => {
  const owner = await api.given.anOwner();
  await activate(owner, 4);
  for (let passed = 0; passed < 64; passed += 4) {
    api.clock.advance(minutes(4));
    await activate(owner, 1);
    await sendDigests();
  }
  expect((await mailsTo(owner.email)).filter((template) => template === 'digest')).toHaveLength(1);
});

test('one click in a digest turns e-mails off and leaves notifications in the app on', async () => {
  const owner = await api.given.anOwner();
  await activate(owner, 5);
  api.clock.advance(minutes(6));
  await sendDigests();
  const [digest] = await api.given.mailsTo(owner.email);
  const url = /\/api\/v1\/unsubscribe\/[\w-]+/.exec(digest?.html ?? '')?.[0] ?? '';
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const page = await api.anonymous().raw({ method: 'POST', url, headers, payload: 'page=1' });
  expect(page.body).toContain('You will get no more notification e-mails.');
  const { data } = await owner.call(notifications.getSettings, {});
  expect(data.map(({ inApp, email }) => [inApp, email])).toEqual(
    RoutedEvent.options.map(() => ['immediate', 'off']),
  );
});

test('an e-mail turned off for the account reaches no admin, while the app still notifies', async () => {
  const owner = await api.given.anOwner();
  await owner.call(emailTemplates.update, { params: { key: 'user_activated' }, body: { isEnabled: false } });
  await activate(owner, 1);
  expect([await mailsTo(owner.email), await unread(owner)]).toEqual([[], 1]);
});

test('other admins are notified when the last seat is taken', async () => {
  const owner = await api.given.anOwner();
  const admin = await api.given.aMember(owner, { role: 'admin' });
  await api.given.limitSeats(owner, 4);
  await owner.call(users.create, { body: { email: 'third@example.org' } });
  await api.runJobs();
  expect(await mailsTo(admin.email)).not.toContain('seat_limit_reached');
  await owner.call(users.create, { body: { email: 'fourth@example.org' } });
  await api.runJobs();
  expect(await mailsTo(admin.email)).toContain('seat_limit_reached');
  expect(await mailsTo(owner.email)).not.toContain('seat_limit_reached');
  const { data } = await admin.call(notifications.list, { query: {} });
  expect(data[0]).toMatchObject({ type: 'account.seat_limit_reached', data: { limit: 4 } });
});

test('members have no notification settings', async () => {
  const owner = await api.given.anOwner();
  const member = await api.given.aMember(owner);
  expect((await member.refused(notifications.getSettings, {})).code).toBe('forbidden');
});
