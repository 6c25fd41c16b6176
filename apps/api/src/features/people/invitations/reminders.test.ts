import { activation } from '@muster/contracts/access/activation';
import { account } from '@muster/contracts/account/account';
import { invitations } from '@muster/contracts/people/invitations';
import { users } from '@muster/contracts/people/users';
import { expect, test } from 'vitest';
import { anAddress, type Person, password } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { days } from '../../../platform/clock.ts';

const api = useApi();

/** An invited user of an account that reminds on the given days. */
async function anInvitee(reminderDays: number[], settings: { timeZone?: string } = {}) {
  const owner = await api.given.anOwner();
  await owner.call(account.update, { body: { invitationReminderDays: reminderDays, ...settings } });
  const email = anAddress('reminded');
  const { id, invitation } = await owner.call(users.create, { body: { email, sendInvitation: true } });
  await api.runJobs();
  return { owner, email, userId: id, invitationId: invitation?.id ?? '' };
}

/** Makes an invitation this old and runs the job. */
async function after(invitationId: string, age: number) {
  const { pool } = api.deps;
  const past = `make_interval(secs => ${age / 1000})`;
  await pool.query(
    `UPDATE invitations SET issued_at = issued_at - ${past}, expires_at = expires_at - ${past},
       next_reminder_at = next_reminder_at - ${past} WHERE id = $1`,
    [invitationId],
  );
  await remindNow();
}

async function remindNow() {
  await api.deps.jobs.add('invitations.remind', [{}], api.deps.database);
  await api.runJobs();
}

const mailsTo = async (email: string) =>
  (await api.given.mailsTo(email)).map(({ template }) => template).reverse();

const dayZone = () => zoneWhere((hour) => hour >= 10 && hour < 18);

/** A time zone where the current hour meets the condition. */
function zoneWhere(isFine: (hour: number) => boolean): string {
  const found = Array.from(
    { length: 24 },
    (_, index) => `Etc/GMT${index < 12 ? `-${index}` : `+${index - 12}`}`,
  ).find((timeZone) =>
    isFine(
      Number(
        new Intl.DateTimeFormat('en-GB', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(
          api.clock.now(),
        ),
      ),
    ),
  );
  return found ?? 'UTC';
}

test('each configured day sends one reminder of a pending invitation, and both links work', async () => {
  const { owner, email, userId, invitationId } = await anInvitee([2, 4], { timeZone: dayZone() });
  const first = await api.given.tokenFor(email);
  await after(invitationId, days(1));
  expect(await mailsTo(email)).toEqual(['invitation']);
  await after(invitationId, days(1) + 60_000);
  await remindNow();
  expect(await mailsTo(email)).toEqual(['invitation', 'invitation_reminder']);
  await after(invitationId, days(2));
  expect(await mailsTo(email)).toEqual(['invitation', 'invitation_reminder', 'invitation_reminder']);
  await after(invitationId, days(1));
  expect(await mailsTo(email)).toHaveLength(3);
  const { data } = await owner.call(users.listActions, { params: { id: userId }, query: {} });
  expect(data.filter(({ type }) => type === 'invitation.reminded')).toHaveLength(2);

  const second = await api.given.tokenFor(email);
  expect(second).not.toBe(first);
  await api.anonymous().call(activation.preview, { body: { token: second } });
  const body = { token: first, firstName: 'Ada', lastName: 'L', password };
  await api.anonymous().call(activation.accept, { body });
});

test('no days means no reminders, and days added later apply to pending invitations', async () => {
  const { owner, email, invitationId } = await anInvitee([], { timeZone: dayZone() });
  await after(invitationId, days(3));
  expect(await mailsTo(email)).toEqual(['invitation']);
  await owner.call(account.update, { body: { invitationReminderDays: [5, 2, 5] } });
  expect((await owner.call(account.get, {})).invitationReminderDays).toEqual([2, 5]);
  await remindNow();
  expect(await mailsTo(email)).toEqual(['invitation']);
  await after(invitationId, days(2) + 60_000);
  expect(await mailsTo(email)).toEqual(['invitation', 'invitation_reminder']);
});

test('no reminder is sent after accepting, revoking, a bounce or deactivation', async () => {
  const endings: ((invitee: {
    owner: Person;
    userId: string;
    invitationId: string;
    email: string;
  }) => Promise<unknown>)[] = [
    async ({ email }) =>
      api.anonymous().call(activation.accept, {
        body: { token: await api.given.tokenFor(email), firstName: 'A', lastName: 'B', password },
      }),
    async ({ owner, invitationId }) => owner.call(invitations.revoke, { params: { id: invitationId } }),
    async ({ owner, userId }) => owner.call(users.deactivate, { params: { id: userId } }),
    async ({ invitationId }) =>
      api.deps.database.invitation.updateMany({ where: { id: invitationId }, data: { delivery: 'bounced' } }),
  ];
  for (const end of endings) {
    const invitee = await anInvitee([1], { timeZone: dayZone() });
    await end(invitee);
    await after(invitee.invitationId, days(1) + 60_000);
    expect(await mailsTo(invitee.email)).not.toContain('invitation_reminder');
  }
});

test("a reminder waits for the morning in the account's time zone", async () => {
  const { email, invitationId, owner } = await anInvitee([1], { timeZone: dayZone() });
  const night = zoneWhere((hour) => hour >= 22 || hour < 6);
  await api.deps.database.account.update({ where: { id: owner.accountId }, data: { timeZone: night } });
  await after(invitationId, days(1) + 60_000);
  expect(await mailsTo(email)).toEqual(['invitation']);
  const { nextReminderAt } = await api.deps.database.invitation.findFirstOrThrow({
    where: { id: invitationId },
  });
  const hour = new Intl.DateTimeFormat('en-GB', { timeZone: night, hour: 'numeric', hourCycle: 'h23' });
  expect(hour.format(nextReminderAt ?? 0)).toBe('08');
});

test('reminders are planned between 08:00 and 20:00, and before the link expires', async () => {
  for (const timeZone of ['Asia/Tokyo', 'America/Los_Angeles', 'Europe/Berlin', 'Pacific/Auckland']) {
    const { invitationId } = await anInvitee([1], { timeZone });
    const { nextReminderAt } = await api.deps.database.invitation.findFirstOrThrow({
      where: { id: invitationId },
    });
    const hour = new Intl.DateTimeFormat('en-GB', { timeZone, hour: 'numeric', hourCycle: 'h23' });
    expect(Number(hour.format(nextReminderAt ?? 0))).toBeGreaterThanOrEqual(8);
    expect(Number(hour.format(nextReminderAt ?? 0))).toBeLessThan(20);
  }
  const { owner } = await anInvitee([6]);
  await owner.call(account.update, { body: { invitationLifetimeDays: 5 } });
  const { id } = await api.given.aUser(owner, { sendInvitation: true });
  const { nextReminderAt } = await api.deps.database.invitation.findFirstOrThrow({ where: { userId: id } });
  expect(nextReminderAt).toBeNull();
});

test('an invitee stops reminders with one click, and opening the page changes nothing', async () => {
  const { email, invitationId } = await anInvitee([1, 2], { timeZone: dayZone() });
  await after(invitationId, days(1) + 60_000);
  const [reminder] = await api.given.mailsTo(email);
  const url = new URL(
    /https:\/\/muster\.test\/api\/v1\/unsubscribe\/[\w-]+/.exec(reminder?.text ?? '')?.[0] ?? '',
  );
  const reader = api.anonymous();
  const page = await reader.raw({ method: 'GET', url: url.pathname });
  expect([page.status, String(page.body)]).toEqual([200, expect.stringContaining('<form method="post">')]);
  const before = await api.deps.database.invitation.findFirstOrThrow({ where: { id: invitationId } });
  expect(before.nextReminderAt).not.toBeNull();
  const click = await reader.raw({
    method: 'POST',
    url: url.pathname,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'List-Unsubscribe=One-Click',
  });
  expect([click.status, click.body]).toEqual([200, '']);
  await after(invitationId, days(1));
  expect(await mailsTo(email)).toEqual(['invitation', 'invitation_reminder']);
  await api.anonymous().call(activation.preview, { body: { token: await api.given.tokenFor(email) } });
  const forged = await reader.raw({ method: 'POST', url: `${url.pathname.slice(0, -1)}x` });
  expect(forged.status).toBe(404);
});
