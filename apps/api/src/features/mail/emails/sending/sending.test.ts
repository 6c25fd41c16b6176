import { emails } from '@muster/contracts/mail/emails';
import { invitations } from '@muster/contracts/people/invitations';
import { users } from '@muster/contracts/people/users';
import { afterEach, expect, test } from 'vitest';
import { anAddress, type Person } from '../../../../../test/given.ts';
import { useApi } from '../../../../../test/harness.ts';
import { type Fate, letTimePass, stubTransport, taken } from '../../../../../test/stub-transport.ts';
import { days } from '../../../../platform/clock.ts';

const api = useApi();
const restorers: (() => unknown)[] = [];
afterEach(async () => {
  for (const restore of restorers.splice(0).reverse()) restore();
  // A later attempt, when it is due, would otherwise be the first of the next test.
  await api.deps.pool.query(`DELETE FROM pgboss.job`);
});

function sendingAs(fate?: Fate, options: Parameters<typeof stubTransport>[2] = {}) {
  const stub = stubTransport(api, fate, options);
  restorers.push(stub.restore);
  return stub;
}

const invite = (owner: Person, name?: string) =>
  api.given.aUser(owner, { email: anAddress(name), sendInvitation: true });
const mailTo = (email: string) => api.deps.database.email.findFirstOrThrow({ where: { to: email } });
const later = { outcome: 'retry', reason: '451 later', mayHaveLeft: true } as const;

test('the invitation, the e-mail and its history show the result of a delivery', async () => {
  const owner = await api.given.anOwner();
  const outcomes = {
    sent: { outcome: 'sent', providerId: 'p-1' },
    delayed: later,
    bounced: { outcome: 'bounced', reason: '550 no such mailbox' },
    failed: { outcome: 'failed', reason: 'invalid_from_address' },
  } as const;
  for (const [delivery, result] of Object.entries(outcomes)) {
    const { batches } = sendingAs(({ template }) => (template === 'invitation' ? result : taken));
    const { id } = await invite(owner, delivery);
    await api.runJobs();
    const user = await owner.call(users.get, { params: { id } });
    const { data } = await owner.call(users.listEmails, { params: { id }, query: {} });
    const detail = 'reason' in result ? result.reason : null;
    expect(user.invitation).toMatchObject({ delivery, deliveryDetail: detail });
    expect(data[0]?.events.at(-1)).toMatchObject({ type: delivery, detail });
    const found = await owner.call(users.list, { query: { delivery: delivery as 'sent' } });
    expect(found.data.map((one) => one.id)).toEqual([id]);
    expect(batches[0]?.messages).toHaveLength(1);
  }
});

test('each attempt sends the same bytes, and the secret stays encrypted until the e-mail has left', async () => {
  const owner = await api.given.anOwner();
  const { batches } = sendingAs((_, attempt) => (attempt === 1 ? later : taken));
  const { email, id } = await invite(owner);
  await api.runJobs();
  const before = await mailTo(email);
  expect(before).toMatchObject({ status: 'delayed', isRendered: true, attempts: 1 });
  const token = /#([\w-]{43})/.exec(batches[0]?.messages[0]?.text ?? '')?.[1] ?? '';
  expect(token).toHaveLength(43);
  const stored = async () =>
    JSON.stringify([
      await api.deps.database.email.findMany({ where: { userId: id }, omit: { turn: true } }),
      await api.deps.database.emailContent.findMany({ where: { emailId: before.id } }),
    ]);
  expect(await stored()).not.toContain(token);
  expect(Buffer.from(before.sealed ?? []).toString('latin1')).not.toContain(token);

  // Later changes do not affect an e-mail that is already rendered.
  await owner.call(users.update, { params: { id }, body: { firstName: 'Ada' } });
  await letTimePass(api);
  await api.runJobs();
  const attempts = batches.filter(({ id }) => id === batches[0]?.id);
  expect(attempts).toHaveLength(2);
  expect(attempts[1]).toEqual(attempts[0]);
  const after = await mailTo(email);
  expect(after).toMatchObject({ status: 'sent', sealed: null, batchId: null, attempts: 2 });
  const shown = await owner.call(emails.get, { params: { id: before.id } });
  expect(shown.text).toContain('/activate#hidden-');
  expect(JSON.stringify(shown)).not.toContain(token);
  expect(await stored()).not.toContain(token);
});

test('waiting e-mails of several accounts leave in one batch, each with its own sender', async () => {
  const owners = await Promise.all([
    api.given.anOwner({ accountName: 'Alpha' }),
    api.given.anOwner({ accountName: 'Beta' }),
  ]);
  await api.runJobs();
  const { batches } = sendingAs();
  for (const owner of owners) for (let count = 0; count < 3; count += 1) await invite(owner);
  await api.runJobs();
  expect(batches).toHaveLength(1);
  const senders = batches[0]?.messages.map(({ from }) => from.split('"')[1]);
  expect(senders?.sort()).toEqual(['Alpha', 'Alpha', 'Alpha', 'Beta', 'Beta', 'Beta']);
  const ids = batches[0]?.messages.map(({ id }) => id) ?? [];
  expect(ids).toEqual([...ids].sort());
});

test('only unsent e-mails are retried, unless the transport repeats whole batches', async () => {
  const owner = await api.given.anOwner();
  for (const repeatsWholeBatches of [false, true]) {
    const slow = anAddress('slow');
    const { batches } = sendingAs(({ to }, attempt) => (to === slow && attempt === 1 ? later : taken), {
      repeatsWholeBatches,
    });
    const { email } = await invite(owner);
    await api.given.aUser(owner, { email: slow, sendInvitation: true });
    await api.runJobs();
    // Contents that may be needed again are stored encrypted.
    expect((await mailTo(email)).sealed === null).toBe(!repeatsWholeBatches);
    await letTimePass(api);
    await api.runJobs();
    expect(batches.map(({ messages }) => messages.length)).toEqual(repeatsWholeBatches ? [2, 2] : [2, 1]);
    expect(batches[1]?.id).toBe(batches[0]?.id);
    if (repeatsWholeBatches) expect(batches[1]).toEqual(batches[0]);
    for (const to of [email, slow])
      expect(await mailTo(to)).toMatchObject({ status: 'sent', sealed: null, batchId: null });
    const history = await api.deps.database.emailEvent.findMany({
      where: { emailId: (await mailTo(email)).id, type: 'sent' },
    });
    expect(history).toHaveLength(1);
  }
});

test('a batch that is refused as a whole is halved until only the bad e-mail fails', async () => {
  const owner = await api.given.anOwner();
  const poison = anAddress('poison');
  const stub = sendingAs(undefined, {
    repeatsWholeBatches: true,
    async *deliver({ id, messages }) {
      stub.batches.push({ id, messages });
      const isSpoilt = messages.some(({ to }) => to === poison);
      yield messages.map((message) => ({
        messageId: message.id,
        result: !isSpoilt
          ? taken
          : { outcome: messages.length > 1 ? ('split' as const) : ('failed' as const), reason: '422 bad' },
      }));
    },
  });
  const good = await Promise.all(Array.from({ length: 6 }, () => invite(owner)));
  await api.given.aUser(owner, { email: poison, sendInvitation: true });
  await api.runJobs();
  expect(await mailTo(poison)).toMatchObject({ status: 'failed', attempts: 1 });
  for (const { email } of good) expect(await mailTo(email)).toMatchObject({ status: 'sent', attempts: 1 });
  expect(new Set(stub.batches.map(({ id }) => id)).size).toBe(stub.batches.length);
});

test('an e-mail that fails for a day is marked as failed, with the reason', async () => {
  const owner = await api.given.anOwner();
  sendingAs(() => later);
  const { email } = await invite(owner);
  await api.runJobs();
  expect((await mailTo(email)).status).toBe('delayed');
  api.clock.advance(days(0.98));
  for (let attempt = 0; attempt < 10 && (await mailTo(email)).status === 'delayed'; attempt += 1) {
    await letTimePass(api);
    await api.runJobs();
  }
  api.clock.advance(-days(0.98));
  const mail = await mailTo(email);
  expect(mail.status).toBe('failed');
  const events = await api.deps.database.emailEvent.findMany({
    where: { emailId: mail.id },
    orderBy: { id: 'asc' },
  });
  expect(events.at(-1)).toMatchObject({ type: 'failed', detail: '451 later' });
});

test('a batch found more than a day later is not resent automatically', async () => {
  const owner = await api.given.anOwner();
  const { batches } = sendingAs(() => later);
  const { email } = await invite(owner);
  await api.runJobs();
  api.clock.advance(days(2));
  await letTimePass(api);
  await api.runJobs();
  api.clock.advance(-days(2));
  expect(batches).toHaveLength(1);
  expect((await mailTo(email)).status).toBe('failed');
});

test('e-mails wait for a used-up quota to reset, and revoked invitations are not sent', async () => {
  const owner = await api.given.anOwner();
  const spent = {
    outcome: 'retry',
    reason: 'daily_quota_exceeded',
    afterSeconds: 7200,
    mayHaveLeft: false,
  } as const;
  const { batches } = sendingAs((_, attempt) => (attempt === 1 ? spent : taken), {
    repeatsWholeBatches: true,
  });
  const [waiting, revoked] = [await invite(owner), await invite(owner)];
  await api.runJobs();
  expect(await mailTo(waiting.email)).toMatchObject({ status: 'delayed', batchId: null });
  const { rows } = await api.deps.pool.query(
    `SELECT count(*)::int AS n FROM pgboss.job
     WHERE name = 'emails.deliver' AND start_after > now() + interval '1 hour'`,
  );
  expect(rows[0].n).toBe(2);
  const { invitation } = await owner.call(users.get, { params: { id: revoked.id } });
  await owner.call(invitations.revoke, { params: { id: invitation?.id ?? '' } });
  await letTimePass(api);
  await api.runJobs();
  expect(batches.map(({ messages }) => messages.map(({ to }) => to))).toEqual([
    [waiting.email, revoked.email],
    [waiting.email],
  ]);
  expect(await mailTo(revoked.email)).toMatchObject({ status: 'failed', sealed: null });
});

test('an e-mail that cannot be decrypted fails alone', async () => {
  const owner = await api.given.anOwner();
  const [fine, lost] = [await invite(owner), await invite(owner)];
  await api.deps.database.email.updateMany({
    where: { to: lost.email },
    data: { sealed: Uint8Array.from([1, 2, 3]) },
  });
  await api.runJobs();
  expect(await api.given.mailsTo(fine.email)).toHaveLength(1);
  expect((await mailTo(lost.email)).status).toBe('failed');
});

test('a transaction that is rolled back sends nothing', async () => {
  const owner = await api.given.anOwner({ seatLimit: 1 });
  const email = anAddress('nothing');
  await owner.refused(users.create, { body: { email, sendInvitation: true } });
  await api.runJobs();
  expect(await api.given.mailsTo(email)).toEqual([]);
  expect(await api.deps.database.email.count({ where: { to: email } })).toBe(0);
});
