import { auth } from '@muster/contracts/access/auth';
import { emails } from '@muster/contracts/mail/emails';
import { notifications } from '@muster/contracts/mail/notifications';
import { users } from '@muster/contracts/people/users';
import { expect, test } from 'vitest';
import { anAddress, type Person } from '../../../../../test/given.ts';
import { useApi } from '../../../../../test/harness.ts';
import { days } from '../../../../platform/clock.ts';
import { accountContext } from '../../../../platform/context/account-context.ts';
import { noRequest, operatorActor, systemActor } from '../../../../platform/context/actor.ts';
import { createAccountFor } from '../../../access/auth/index.ts';
import { countTrouble, thresholds, trustAccount } from './trouble.ts';

const api = useApi({ environment: { NEW_ACCOUNT_DAILY_EMAILS: '10' } });

async function inviteMany(owner: Person, count: number): Promise<void> {
  const list = Array.from({ length: count }, () => ({ email: anAddress('many'), sendInvitation: true }));
  await owner.call(users.batch, { body: { users: list } });
}

const outboxOf = (owner: Person) => owner.call(emails.outbox, {});
const sentTo = (owner: Person) =>
  api.deps.database.email.count({ where: { accountId: owner.accountId, status: 'sent' } });
const contextOf = (accountId: string, actor = systemActor) =>
  accountContext(api.deps, accountId, actor, noRequest);

test('a new account sends a limited number of e-mails a day, and the rest waits for the next', async () => {
  const owner = await api.given.anOwner();
  await inviteMany(owner, 25);
  expect(await outboxOf(owner)).toMatchObject({ held: 25, waiting: 0, secondsLeft: null });
  await api.runJobs();
  expect(await sentTo(owner)).toBe(10);
  const { limit, held, pause } = await outboxOf(owner);
  expect({ held, pause }).toEqual({ held: 15, pause: null });
  expect(limit).toMatchObject({ perDay: 10, usedToday: 10, activated: 0, activationsNeeded: 20 });
  expect(new Date(limit?.resetsAt ?? 0).getTime() - api.clock.now().getTime()).toBeLessThanOrEqual(days(1));
  api.clock.advance(days(1));
  await api.runJobs();
  expect(await sentTo(owner)).toBe(20);
  api.clock.advance(days(1));
  await api.runJobs();
  expect(await sentTo(owner)).toBe(25);
  expect((await outboxOf(owner)).held).toBe(0);
  api.clock.advance(-days(2));
});

test('a reset is sent above the limit, and single e-mails go before those of many', async () => {
  const owner = await api.given.anOwner();
  await inviteMany(owner, 25);
  const { email } = await api.given.aUser(owner, { email: anAddress('one'), sendInvitation: true });
  await api.runJobs();
  expect(await api.given.mailsTo(email)).toHaveLength(1);
  expect(await sentTo(owner)).toBe(10);
  await api.anonymous().call(auth.forgotPassword, { body: { email: owner.email } });
  await api.runJobs();
  expect((await api.given.mailsTo(owner.email)).map(({ template }) => template)).toContain('password_reset');
});

test('the limit ends when the operator trusts the account, or when twenty people have activated', async () => {
  const [trusted, grown] = [await api.given.anOwner(), await api.given.anOwner()];
  for (const owner of [trusted, grown]) await inviteMany(owner, 25);
  await api.runJobs();
  await trustAccount(contextOf(trusted.accountId, operatorActor));
  await api.deps.pool.query(
    `UPDATE users SET status = 'active', activated_at = now() WHERE account_id = $1 AND id IN (
       SELECT id FROM users WHERE account_id = $1 AND role <> 'owner' LIMIT 20)`,
    [grown.accountId],
  );
  await api.runJobs();
  for (const owner of [trusted, grown]) {
    expect(await sentTo(owner)).toBe(25);
    expect(await outboxOf(owner)).toMatchObject({ held: 0, limit: null });
  }
});

test('accounts of the command line and those from before are trusted', async () => {
  const { id } = await createAccountFor(api.deps, { name: 'Acme', owner: anAddress('boss'), seats: null });
  expect(await api.deps.database.accountSending.findUnique({ where: { accountId: id } })).toBeNull();
  const owner = await api.given.anOwner();
  await api.deps.database.accountSending.delete({ where: { accountId: owner.accountId } });
  await inviteMany(owner, 25);
  await api.runJobs();
  expect(await sentTo(owner)).toBe(25);
});

test.each([
  ['bounces', 199, 200],
  ['complaints', 900, 1000],
] as const)('too many %s pause bulk e-mails and notify the admins', async (reason, enough, plenty) => {
  const owner = await api.given.anOwner();
  await trustAccount(contextOf(owner.accountId));
  const { atLeast } = thresholds[reason];
  const report = (count: number) =>
    contextOf(owner.accountId).transaction((tx) => countTrouble(tx, reason, count));
  const set = (data: object) =>
    api.deps.database.accountSending.update({ where: { accountId: owner.accountId }, data });
  // Few, and many of very many, are not too many.
  await set({ sent: 10 });
  await report(atLeast - 1);
  expect((await outboxOf(owner)).pause).toBeNull();
  await set({ sent: plenty });
  await report(1);
  expect((await outboxOf(owner)).pause).toBeNull();
  await inviteMany(owner, 8);
  await set({ sent: enough });
  await report(1);
  expect(await outboxOf(owner)).toMatchObject({ pause: { reason }, held: 8, waiting: 1 });
  const single = await api.given.aUser(owner, { email: anAddress('one'), sendInvitation: true });
  await inviteMany(owner, 8);
  await api.runJobs();
  expect(await outboxOf(owner)).toMatchObject({ held: 16, waiting: 0 });
  expect(await api.given.mailsTo(single.email)).toHaveLength(1);
  expect((await api.given.mailsTo(owner.email)).map(({ template }) => template)).toContain(
    'bulk_mail_paused',
  );
  const { data } = await owner.call(notifications.list, { query: {} });
  expect(data[0]).toMatchObject({ type: 'email.bulk_paused', data: { reason } });
  await trustAccount(contextOf(owner.accountId, operatorActor));
  await api.runJobs();
  expect(await outboxOf(owner)).toMatchObject({ pause: null, held: 0, waiting: 0 });
});

test('half of what was counted still counts a day later', async () => {
  const owner = await api.given.anOwner();
  const count = () => contextOf(owner.accountId).transaction((tx) => countTrouble(tx, 'bounces', 1));
  await count();
  await api.deps.database.accountSending.update({
    where: { accountId: owner.accountId },
    data: { sent: 1000, bounced: 12, admitted: 7 },
  });
  api.clock.advance(days(1));
  await count();
  api.clock.advance(-days(1));
  const standing = await api.deps.database.accountSending.findUnique({
    where: { accountId: owner.accountId },
  });
  expect(standing).toMatchObject({ sent: 500, bounced: 7, admitted: 0 });
});

test('the estimate counts everything that leaves before', async () => {
  const [first, second] = [await api.given.anOwner(), await api.given.anOwner()];
  for (const owner of [first, second]) await trustAccount(contextOf(owner.accountId));
  await inviteMany(first, 40);
  await inviteMany(second, 20);
  const perSecond = api.deps.emailTransport.mailsPerSecond;
  Object.assign(api.deps.emailTransport, { mailsPerSecond: () => 1 });
  expect(await outboxOf(second)).toMatchObject({ waiting: 20, secondsLeft: 40 });
  expect(await outboxOf(first)).toMatchObject({ waiting: 40, secondsLeft: 60 });
  Object.assign(api.deps.emailTransport, { mailsPerSecond: perSecond });
});

test('depth and wait of each lane are in the metrics and the health check', async () => {
  const owner = await api.given.anOwner();
  await trustAccount(contextOf(owner.accountId));
  await api.runJobs();
  await inviteMany(owner, 30);
  api.clock.advance(60_000);
  const metrics = (await api.app.inject('/metrics')).body;
  expect(metrics).toContain('muster_lane_waiting{queue="emails",lane="bulk"} 30');
  expect(metrics).toContain('muster_lane_waiting{queue="emails",lane="personal"} 0');
  expect(metrics).toMatch(/muster_lane_wait_seconds\{queue="emails",lane="bulk"\} 6\d/);
  for (const lane of ['quick', 'new', 'slow'])
    expect(metrics).toContain(`muster_lane_waiting{queue="webhooks",lane="${lane}"} 0`);
  expect(metrics).toContain('muster_lane_waiting{queue="jobs",lane="users.import"} 0');
  expect(metrics).toMatch(/muster_accounts_limited\{reason="new"\} [1-9]/);
  const { lanes } = (await api.app.inject('/readyz')).json();
  expect(lanes).toContainEqual({ queue: 'emails', lane: 'bulk', waiting: 30, seconds: expect.any(Number) });
  api.clock.advance(-60_000);
});
