import { account } from '@muster/contracts/account/account';
import { auditEvents } from '@muster/contracts/account/audit-events';
import { emails } from '@muster/contracts/mail/emails';
import { users } from '@muster/contracts/people/users';
import { afterEach, expect, test } from 'vitest';
import { anAddress, type Person } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { type Fate, stubTransport, taken } from '../../../../test/stub-transport.ts';

const api = useApi();
const restorers: (() => unknown)[] = [];
afterEach(() => {
  for (const restore of restorers.splice(0).reverse()) restore();
});

const refused = { outcome: 'failed', reason: 'invalid_from_address' } as const;
function sendingAs(fate?: Fate) {
  const stub = stubTransport(api, fate);
  restorers.push(stub.restore);
  return stub;
}

async function failedInvitations(owner: Person, count: number) {
  const { restore } = sendingAs(() => refused);
  const invited = [];
  for (let index = 0; index < count; index += 1) {
    const email = anAddress('failed');
    invited.push(await api.given.aUser(owner, { email, sendInvitation: true }));
  }
  await api.runJobs();
  restore();
  return invited;
}

const outbox = async (owner: Person, query: object = {}) =>
  (await owner.call(emails.list, { query: { include: 'total', ...query } })).data;

test('the outbox lists every e-mail with its history, and can be filtered and searched', async () => {
  const owner = await api.given.anOwner();
  const body = { email: 'Ada.Lovelace@Example.ORG', firstName: 'Ada', lastName: 'King' };
  await api.given.aUser(owner, { ...body, sendInvitation: true });
  await api.runJobs();
  await failedInvitations(owner, 1);
  await api.given.aUser(owner, { email: anAddress('queued'), sendInvitation: true });
  const all = await outbox(owner);
  expect(all.map(({ status }) => status)).toEqual(['queued', 'failed', 'sent']);
  expect(all[2]).toMatchObject({ user: { name: 'Ada King' }, template: 'invitation', isTest: false });
  expect(all[2]?.events.map(({ type }) => type)).toEqual(['queued', 'sent']);
  expect((await outbox(owner, { status: ['failed', 'queued'] })).length).toBe(2);
  expect(await outbox(owner, { template: 'digest' })).toEqual([]);
  for (const q of ['lovelace@example', 'ada k', 'KING'])
    expect((await outbox(owner, { q })).map(({ user }) => user.name)).toEqual(['Ada King']);
  expect(await outbox(owner, { q: '%' })).toEqual([]);
  const first = await owner.call(emails.list, { query: { limit: 2, include: 'total' } });
  expect(first.total).toBe(3);
  const second = await owner.call(emails.list, { query: { limit: 2, cursor: first.nextCursor ?? '' } });
  expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(all.map(({ id }) => id));
});

test('a retried e-mail is rendered with current data, and its invitation shows the new delivery', async () => {
  const owner = await api.given.anOwner();
  const [failed] = await failedInvitations(owner, 1);
  const [mail] = await outbox(owner);
  expect(mail?.status).toBe('failed');
  await owner.call(account.update, { body: { name: 'Renamed Ltd' } });
  const params = { id: mail?.id ?? '' };
  expect(await owner.call(emails.retry, { params })).toMatchObject({ status: 'queued' });
  expect((await owner.call(users.get, { params: { id: failed?.id ?? '' } })).invitation).toMatchObject({
    delivery: 'queued',
    deliveryDetail: null,
  });
  await api.runJobs();
  const [sent] = await api.given.mailsTo(failed?.email ?? '');
  expect(sent?.text).toContain('Renamed Ltd');
  expect(await api.given.tokenFor(failed?.email ?? '')).toHaveLength(43);
  const [after] = await outbox(owner);
  expect(after).toMatchObject({ status: 'sent', attempts: 2 });
  expect(after?.events.map(({ type }) => type)).toEqual(['queued', 'failed', 'queued', 'sent']);
  expect((await owner.refused(emails.retry, { params })).code).toBe('email_not_retryable');
  const { data } = await owner.call(auditEvents.list, { query: { action: ['email.retried'] } });
  expect(data[0]).toMatchObject({ type: 'email.retried', data: { emailId: mail?.id } });
});

test('an e-mail whose link is dead is not retried', async () => {
  const owner = await api.given.anOwner();
  const [failed] = await failedInvitations(owner, 1);
  const [mail] = await outbox(owner);
  await owner.call(users.invite, { params: { id: failed?.id ?? '' } });
  const params = { id: mail?.id ?? '' };
  expect((await owner.refused(emails.retry, { params })).code).toBe('email_not_retryable');
  await api.runJobs();
  expect(await api.given.mailsTo(failed?.email ?? '')).toHaveLength(1);
});

test('all failed e-mails can be retried in one call, which skips those that cannot be sent', async () => {
  const owner = await api.given.anOwner();
  const failed = await failedInvitations(owner, 5);
  await owner.call(users.deactivate, { params: { id: failed[0]?.id ?? '' } });
  const some = (await outbox(owner)).slice(0, 2).map(({ id }) => id);
  expect(await owner.call(emails.retryFailed, { body: { ids: some } })).toEqual({ queued: 2 });
  expect(await owner.call(emails.retryFailed, { body: { all: true } })).toEqual({ queued: 2 });
  expect(await owner.call(emails.retryFailed, { body: { all: true } })).toEqual({ queued: 0 });
  const { batches } = sendingAs(() => taken);
  await api.runJobs();
  expect(batches.flatMap(({ messages }) => messages)).toHaveLength(4);
});

test('another account cannot see the outbox or retry e-mails', async () => {
  const owner = await api.given.anOwner();
  const stranger = await api.given.anOwner();
  await failedInvitations(owner, 1);
  const [mail] = await outbox(owner);
  const params = { id: mail?.id ?? '' };
  expect(await outbox(stranger)).toEqual([]);
  expect((await stranger.refused(emails.get, { params })).code).toBe('not_found');
  expect((await stranger.refused(emails.retry, { params })).code).toBe('not_found');
  expect(await stranger.call(emails.retryFailed, { body: { ids: [params.id] } })).toEqual({ queued: 0 });
});

test('Overview counts failed e-mails, but not those replaced by a newer invitation', async () => {
  const owner = await api.given.anOwner();
  await failedInvitations(owner, 2);
  const { id } = await api.given.aUser(owner, { email: anAddress(), sendInvitation: true });
  await owner.call(users.invite, { params: { id } });
  await api.runJobs();
  expect((await outbox(owner, { status: 'failed' })).length).toBe(3);
  expect((await owner.call(account.overview, {})).mail).toMatchObject({ failed: 2, isWorking: true });
});
