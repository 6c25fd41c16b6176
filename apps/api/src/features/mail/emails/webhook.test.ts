import { basePath } from '@muster/contracts/kit/endpoint';
import type { Delivery } from '@muster/contracts/mail/delivery';
import { emails } from '@muster/contracts/mail/emails';
import { notifications } from '@muster/contracts/mail/notifications';
import { users } from '@muster/contracts/people/users';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FakeMail } from '../../../../test/fake-resend-rules.ts';
import { type FakeReport, reportOf, signed } from '../../../../test/fake-resend-webhooks.ts';
import { anAddress, type Person } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { letTimePass } from '../../../../test/stub-transport.ts';

const secret = `whsec_${Buffer.from('a secret of the webhook tests').toString('base64')}`;
const api = useApi({ environment: { RESEND_WEBHOOK_SECRET: secret } });

/**
 * Calls the webhook as Resend does.
 * @returns the status and problem code
 */
async function call(
  report: FakeReport | string,
  options: Parameters<typeof signed>[2] & { key?: string } = {},
) {
  const payload = typeof report === 'string' ? report : JSON.stringify(report);
  const { key = secret, ...rest } = options;
  const { status, body } = await api.anonymous().raw({
    method: 'POST',
    url: `${basePath}${emails.receiveResend.path}`,
    headers: signed(key, payload, rest),
    payload,
  });
  return { status, code: (body as { code?: string }).code };
}

/** An invited user, the e-mail sent to them, and its present state. */
async function anInvitedUser(owner: Person) {
  const email = anAddress('invited');
  const { id } = await api.given.aUser(owner, { email, sendInvitation: true });
  await api.runJobs();
  const row = await api.deps.database.email.findFirstOrThrow({ where: { to: email } });
  const mail = {
    ...{ id: `re-${row.id}`, from: 'x@acme.example', to: email, subject: row.subject, html: '', text: '' },
    tags: [{ name: 'email', value: row.id }],
  } satisfies FakeMail & { id: string };
  return {
    id,
    email,
    mail,
    emailId: row.id,
    report: (type: string, at?: Date) => call(reportOf(type, mail, at)),
    row: () => api.deps.database.email.findFirstOrThrow({ where: { id: row.id } }),
    invitation: async () => (await owner.call(users.get, { params: { id } })).invitation,
  };
}

test('a call without a valid, recent signature over its exact bytes is refused', async () => {
  const owner = await api.given.anOwner();
  const { mail, row } = await anInvitedUser(owner);
  const report = reportOf('email.bounced', mail);
  const refused = { status: 401, code: 'webhook_signature_invalid' };
  const other = `whsec_${Buffer.from('somebody else entirely, sorry').toString('base64')}`;
  expect(await call(report, { key: other })).toEqual(refused);
  expect(await call(report, { at: new Date(Date.now() - 10 * 60_000) })).toEqual(refused);
  expect(await call('{"type":')).toEqual(refused);
  const payload = JSON.stringify(report);
  const url = `${basePath}${emails.receiveResend.path}`;
  const headers = signed(secret, payload);
  const spaced = await api.anonymous().raw({ method: 'POST', url, headers, payload: `${payload} ` });
  expect(spaced.status).toBe(401);
  const bare = { 'content-type': 'application/json' };
  expect((await api.anonymous().raw({ method: 'POST', url, headers: bare, payload })).status).toBe(401);
  expect((await row()).status).toBe('sent');
});

test('each report counts once, and reports of unknown types are ignored', async () => {
  const owner = await api.given.anOwner();
  const { mail, emailId, row } = await anInvitedUser(owner);
  const report = reportOf('email.delivered', mail);
  const id = 'msg_the_same';
  expect(await Promise.all([call(report, { id }), call(report, { id }), call(report, { id })])).toEqual(
    Array(3).fill({ status: 204, code: undefined }),
  );
  expect((await row()).status).toBe('delivered');
  const events = await api.deps.database.emailEvent.count({ where: { emailId, type: 'delivered' } });
  expect(events).toBe(1);
  for (const type of ['email.opened', 'contact.created', 'something.new'])
    expect((await call({ ...report, type })).status).toBe(204);
  expect((await call('[]')).status).toBe(204);
  expect((await row()).status).toBe('delivered');
});

test('the most significant report is shown, whatever order reports arrive in', async () => {
  const owner = await api.given.anOwner();
  const sequences: [string[], Delivery][] = [
    [['email.sent', 'email.delivered'], 'delivered'],
    [['email.sent', 'email.delivery_delayed', 'email.delivered'], 'delivered'],
    [['email.sent', 'email.delivery_delayed', 'email.bounced'], 'bounced'],
    [['email.sent', 'email.delivered', 'email.complained'], 'complained'],
    [['email.suppressed'], 'suppressed'],
    [['email.sent', 'email.failed'], 'failed'],
  ];
  await fc.assert(
    fc.asyncProperty(
      fc
        .constantFrom(...sequences)
        .chain(([types, end]) =>
          fc.tuple(fc.shuffledSubarray(types, { minLength: types.length }), fc.constant(end)),
        ),
      async ([types, end]) => {
        const user = await anInvitedUser(owner);
        for (const type of types) expect((await user.report(type)).status).toBe(204);
        expect((await user.row()).status).toBe(end);
        expect((await user.invitation())?.delivery).toBe(end);
        const { events } = await owner.call(emails.get, { params: { id: user.emailId } });
        expect(events.filter(({ type }) => type === 'sent')).toHaveLength(1);
      },
    ),
    { numRuns: 15 },
  );
});

test('a permanent bounce notifies admins once, with the reason; a transient one only delays', async () => {
  const owner = await api.given.anOwner();
  const passing = await anInvitedUser(owner);
  const transient = reportOf('email.bounced', passing.mail);
  const bounce = { type: 'Transient', subType: 'MailboxFull', message: '452 mailbox full' };
  await call({ ...transient, data: { ...transient.data, bounce } });
  expect(await passing.invitation()).toMatchObject({
    delivery: 'delayed',
    deliveryDetail: '452 mailbox full',
  });

  const user = await anInvitedUser(owner);
  await api.deps.database.invitation.updateMany({
    where: { userId: user.id },
    data: { nextReminderAt: new Date() },
  });
  await user.report('email.bounced');
  await user.report('email.bounced');
  expect(await user.invitation()).toMatchObject({
    delivery: 'bounced',
    deliveryDetail: '550 5.1.1 no such user',
  });
  const { data } = await owner.call(notifications.list, { query: {} });
  expect(data.filter(({ type }) => type === 'invitation.bounced')).toHaveLength(1);
  await api.runJobs();
  const [notice] = await api.given.mailsTo(owner.email);
  expect(notice?.template).toBe('invitation_bounced');
  expect(notice?.text).toContain('550 5.1.1 no such user');
  expect(notice?.text).toContain(`https://muster.test/users/${user.id}`);
  const invitation = await api.deps.database.invitation.findFirstOrThrow({ where: { userId: user.id } });
  expect(invitation.nextReminderAt).toBeNull();
});

test('a report about a replaced e-mail does not affect the newer one', async () => {
  const owner = await api.given.anOwner();
  const user = await anInvitedUser(owner);
  await owner.call(users.invite, { params: { id: user.id } });
  await api.runJobs();
  await user.report('email.bounced');
  expect((await user.row()).status).toBe('bounced');
  expect(await user.invitation()).toMatchObject({ delivery: 'sent', deliveryDetail: null });
  const { data } = await owner.call(notifications.list, { query: {} });
  expect(data.filter(({ type }) => type === 'invitation.bounced')).toEqual([]);
});

test('a report that arrives before the response to the send request counts', async () => {
  const owner = await api.given.anOwner();
  const { id, email } = await api.given.aUser(owner, { email: anAddress(), sendInvitation: true });
  const row = await api.deps.database.email.findFirstOrThrow({ where: { userId: id } });
  const tags = [{ name: 'email', value: row.id }];
  const mail = { id: 're-fast', from: 'x@acme.example', to: email, subject: '', html: '', text: '', tags };
  await call(reportOf('email.delivered', mail));
  await api.runJobs();
  const after = await api.deps.database.email.findFirstOrThrow({ where: { id: row.id } });
  expect(after).toMatchObject({ status: 'delivered', providerId: 're-fast' });
  expect(await api.given.mailsTo(email)).toEqual([]);
});

test('reports that arrive before the response to the send request may come in any order', async () => {
  const owner = await api.given.anOwner();
  for (const type of ['email.suppressed', 'email.failed', 'email.bounced'] as const) {
    const { id, email } = await api.given.aUser(owner, { email: anAddress(), sendInvitation: true });
    const row = await api.deps.database.email.findFirstOrThrow({ where: { userId: id } });
    const tags = [{ name: 'email', value: row.id }];
    const mail = {
      id: `re-${type}`,
      from: 'x@acme.example',
      to: email,
      subject: '',
      html: '',
      text: '',
      tags,
    };
    await call(reportOf(type, mail));
    await call(reportOf('email.sent', mail));
    await api.runJobs();
    const after = await api.deps.database.email.findFirstOrThrow({ where: { id: row.id } });
    expect(`email.${after.status}`).toBe(type);
  }
});

test('a report about an e-mail that is not known yet is retried', async () => {
  const owner = await api.given.anOwner();
  const { mail, emailId, row } = await anInvitedUser(owner);
  const late = reportOf('email.delivered', { ...mail, id: 're-late', tags: [] });
  expect((await call(late)).status).toBe(204);
  await letTimePass(api);
  await api.runJobs();
  expect((await row()).status).toBe('sent');
  await api.deps.database.email.updateMany({ where: { id: emailId }, data: { providerId: 're-late' } });
  await letTimePass(api);
  await api.runJobs();
  expect((await row()).status).toBe('delivered');
});

test('the nightly clean-up deletes reports older than a month', async () => {
  const { database, jobs } = api.deps;
  const receivedAt = new Date(Date.now() - 31 * 86_400_000);
  await database.providerEvent.create({ data: { id: 'msg_old', receivedAt } });
  await database.providerEvent.create({ data: { id: 'msg_new', receivedAt: new Date() } });
  await jobs.add('service.clean-up', [{}], database);
  await api.runJobs();
  const left = await database.providerEvent.findMany({ where: { id: { in: ['msg_old', 'msg_new'] } } });
  expect(left.map(({ id }) => id)).toEqual(['msg_new']);
});
