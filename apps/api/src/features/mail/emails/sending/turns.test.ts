import { users } from '@muster/contracts/people/users';
import { afterEach, expect, test } from 'vitest';
import { anAddress, type Person } from '../../../../../test/given.ts';
import { useApi } from '../../../../../test/harness.ts';
import { letTimePass, stubTransport, taken } from '../../../../../test/stub-transport.ts';
import { accountContext } from '../../../../platform/context/account-context.ts';
import { noRequest, systemActor } from '../../../../platform/context/actor.ts';
import { admitHeld } from '../limits/admit.ts';
import { createBackpressure } from './backpressure.ts';
import { buildBatch } from './build-batches.ts';
import { sendBatches } from './send.ts';

const api = useApi();
const restorers: (() => unknown)[] = [];
afterEach(async () => {
  await api.runJobs();
  for (const restore of restorers.splice(0).reverse()) restore();
});

function sendingAs(...options: Parameters<typeof stubTransport> extends [unknown, ...infer R] ? R : never) {
  const stub = stubTransport(api, ...options);
  restorers.push(stub.restore);
  return stub;
}

/** Invites many people in one request. */
async function inviteMany(owner: Person, name: string, count: number): Promise<void> {
  const list = Array.from({ length: count }, (_, index) => ({ email: `${name}.${index}@example.org` }));
  await owner.call(users.batch, { body: { users: list.map((one) => ({ ...one, sendInvitation: true })) } });
}

/** Writes an e-mail that somebody waits for. */
async function writePersonal({ accountId, userId, email }: Person): Promise<void> {
  const variables = { problem_count: '1', sent_count: '2', outbox_url: 'https://muster.test/' };
  await accountContext(api.deps, accountId, systemActor, noRequest).transaction(async (tx) =>
    tx.sendEmail({ template: 'bulk_mail_paused', to: email, userId, locale: 'en', variables }),
  );
}

/** Runs what the processes do one step at a time. */
const jobsOf = async (queue: string) =>
  (
    await api.deps.pool.query<{ id: string; data: never; retryCount: number }>(
      `SELECT id, data, retry_count AS "retryCount" FROM pgboss.job
       WHERE name = $1 AND state IN ('created', 'retry') ORDER BY created_on, id`,
      [queue],
    )
  ).rows;

const waiting = () =>
  api.deps.database.email.findMany({
    where: { turn: { not: null }, batchId: null },
    orderBy: [{ lane: 'asc' }, { turn: 'asc' }, { id: 'asc' }],
  });

/** The e-mails of the next batch, by whom they are for. */
async function nextBatch(): Promise<Record<string, number>> {
  await admitHeld(api.deps);
  await buildBatch(api.deps);
  const newest = (await jobsOf('emails.send')).at(-1)?.data as unknown as { batchId: string };
  const mails = await api.deps.database.email.findMany({ where: { batchId: newest.batchId } });
  return Object.fromEntries(
    [...Map.groupBy(mails, ({ to }) => to.split('.')[0] ?? '')].map(([name, ones]) => [name, ones.length]),
  );
}

test('a personal e-mail leaves first, then a single invitation, then those of many in turns; batches are full', async () => {
  const [alpha, beta, gamma] = [
    await api.given.anOwner(),
    await api.given.anOwner(),
    await api.given.anOwner(),
  ];
  await inviteMany(alpha, 'alpha', 250);
  await inviteMany(beta, 'beta', 120);
  await api.given.aUser(gamma, { email: anAddress('gamma'), sendInvitation: true });
  await writePersonal(gamma);
  sendingAs(() => taken);
  expect(await nextBatch()).toEqual({ owner: 1, gamma: 1, alpha: 49, beta: 49 });
  expect(await nextBatch()).toEqual({ alpha: 50, beta: 50 });
  // Somebody new is served from where the lane is, not after all who came before.
  await inviteMany(gamma, 'delta', 60);
  expect(await nextBatch()).toEqual({ alpha: 39, beta: 21, delta: 40 });
  expect(await nextBatch()).toEqual({ alpha: 80, delta: 20 });
});

test('concurrent builders take different e-mails', async () => {
  const owner = await api.given.anOwner();
  sendingAs(() => taken);
  await inviteMany(owner, 'shared', 200);
  await admitHeld(api.deps);
  const other = await api.another();
  const counts = await Promise.all([buildBatch(api.deps), buildBatch(other.deps)]);
  expect(counts).toEqual([100, 100]);
  const batches = await api.deps.database.email.groupBy({
    by: ['batchId'],
    where: { to: { startsWith: 'shared.' } },
    _count: true,
  });
  expect(batches.map(({ _count }) => _count)).toEqual([100, 100]);
});

test('a batch whose turn comes takes a waiting personal e-mail in, and what it displaces leaves with the next', async () => {
  const owner = await api.given.anOwner();
  await inviteMany(owner, 'late', 150);
  const { batches } = sendingAs(() => taken, { repeatsWholeBatches: true });
  expect(await nextBatch()).toEqual({ late: 100 });
  const [job] = await jobsOf('emails.send');
  await writePersonal(owner);
  await sendBatches(api.deps, [job as never], createBackpressure(api.deps));
  expect(batches).toHaveLength(1);
  expect(batches[0]?.messages).toHaveLength(100);
  expect(batches[0]?.messages.filter(({ to }) => to === owner.email)).toHaveLength(1);
  expect((await waiting()).length).toBe(51);
  await api.runJobs();
  const sent = batches.flatMap(({ messages }) => messages.map(({ to }) => to));
  expect(sent).toHaveLength(151);
  expect(new Set(sent).size).toBe(151);
});

test('a batch that may have been sent does not change', async () => {
  const owner = await api.given.anOwner();
  const lost = { outcome: 'retry', reason: 'no answer', mayHaveLeft: true } as const;
  const { batches } = sendingAs((_, attempt) => (attempt === 1 ? lost : taken), {
    repeatsWholeBatches: true,
  });
  await inviteMany(owner, 'steady', 100);
  await api.runJobs();
  await writePersonal(owner);
  await letTimePass(api);
  await api.runJobs();
  const repeated = batches.filter(({ id }) => id === batches[0]?.id);
  expect(repeated).toHaveLength(2);
  expect(repeated[1]).toEqual(repeated[0]);
  expect(batches.flatMap(({ messages }) => messages).filter(({ to }) => to === owner.email)).toHaveLength(1);
});

test('the e-mails of one request are bulk, those of a few are single', async () => {
  const owner = await api.given.anOwner();
  await inviteMany(owner, 'few', 3);
  await inviteMany(owner, 'many', 30);
  await admitHeld(api.deps);
  const lanes = Map.groupBy(await waiting(), ({ lane }) => lane);
  expect(lanes.get('single')?.length).toBe(3);
  expect(lanes.get('bulk')?.length).toBe(30);
});
