import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import { useApi } from '../../../test/harness.ts';
import { defineJob } from './define-job.ts';
import { type Jobs, openJobs } from './jobs.ts';

const api = useApi();
const opened: Jobs[] = [];
afterEach(async () => {
  for (const jobs of opened.splice(0)) await jobs.close();
  await api.deps.pool.query(`DELETE FROM pgboss.job`);
});
const patience = { timeout: 20_000, interval: 50 };

async function aWorker() {
  const jobs = await openJobs({ databaseUrl: api.databaseUrl, log: pino({ level: 'silent' }) });
  opened.push(jobs);
  return jobs;
}
const aSendJob = (batchId = randomUUID()) => ({
  ...{ batchId, attempt: 1, since: new Date().toISOString(), mayHaveLeft: false },
});

const aDeliverJob = () => ({ accountId: randomUUID(), emailIds: [randomUUID()] });

test('single jobs run concurrently, up to a limit', async () => {
  const jobs = await aWorker();
  const wanted = Array.from({ length: 12 }, () => aSendJob());
  let running = 0;
  let most = 0;
  const done: string[] = [];
  jobs.handle(
    defineJob({
      queue: 'emails.send',
      concurrency: 4,
      async run(batch) {
        running += 1;
        most = Math.max(most, running);
        await sleep(20);
        running -= 1;
        done.push(...batch.map(({ data }) => data.batchId));
      },
    }),
  );
  await jobs.work();
  await jobs.add('emails.send', wanted, api.deps.database);
  jobs.wake('emails.send');
  await vi.waitFor(() => expect(done).toHaveLength(12), patience);
  expect(new Set(done)).toEqual(new Set(wanted.map(({ batchId }) => batchId)));
  expect(most).toBe(4);
});

test('a job that throws is retried, and one finished within its own transaction is not', async () => {
  const jobs = await aWorker();
  const tries: number[] = [];
  const ended: boolean[] = [];
  jobs.handle(
    defineJob({
      queue: 'emails.send',
      concurrency: 2,
      async run(batch) {
        for (const { id, retryCount } of batch) {
          tries.push(retryCount);
          if (retryCount === 0) throw new Error('the first time goes wrong');
          ended.push(await api.deps.database.$transaction((tx) => jobs.finish('emails.send', id, tx)));
          ended.push(await jobs.finish('emails.send', id, api.deps.database));
        }
      },
    }),
  );
  await jobs.add('emails.send', [aSendJob()], api.deps.database);
  await jobs.work();
  await vi.waitFor(() => expect(tries).toEqual([0, 1]), patience);
  await jobs.close();
  expect(ended).toEqual([true, false]);
  const { rows } = await api.deps.pool.query(`SELECT state FROM pgboss.job WHERE name = 'emails.send'`);
  expect(rows).toEqual([{ state: 'completed' }]);
});

test('closing waits for jobs in progress and takes no new ones', async () => {
  const jobs = await aWorker();
  const done: string[] = [];
  jobs.handle(
    defineJob({
      queue: 'emails.send',
      concurrency: 1,
      async run(batch) {
        await sleep(1_000);
        done.push(...batch.map(({ id }) => id));
      },
    }),
  );
  await jobs.add('emails.send', [aSendJob(), aSendJob()], api.deps.database);
  await jobs.work();
  await vi.waitFor(async () => {
    const { rows } = await api.deps.pool.query(`SELECT 1 FROM pgboss.job WHERE state = 'active'`);
    expect(rows).toHaveLength(1);
  }, patience);
  await jobs.close();
  expect(done).toHaveLength(1);
});

test('draining continues until every queue is empty, also when jobs add jobs', async () => {
  const jobs = await aWorker();
  const seen: string[] = [];
  const deliver = () => jobs.add('emails.deliver', [aDeliverJob()], api.deps.database);
  jobs.handle(
    defineJob({
      queue: 'emails.send',
      async run() {
        seen.push('send');
        await deliver();
      },
    }),
  );
  jobs.handle(
    defineJob({
      queue: 'emails.deliver',
      async run() {
        seen.push('deliver');
        if (seen.length < 4) await jobs.add('emails.send', [aSendJob()], api.deps.database);
      },
    }),
  );
  await deliver();
  await jobs.drain();
  expect(seen).toEqual(['deliver', 'send', 'deliver', 'send', 'deliver']);
});

test('an unreadable job is left for a retry, and the others of its batch are done', async () => {
  const jobs = await aWorker();
  const seen: unknown[] = [];
  jobs.handle(
    defineJob({
      queue: 'emails.deliver',
      async run(batch) {
        seen.push(...batch.map(({ data }) => data));
      },
    }),
  );
  const readable = aDeliverJob();
  const unreadable = { accountId: randomUUID() } as unknown as typeof readable;
  await jobs.add('emails.deliver', [unreadable, readable], api.deps.database);
  await jobs.drain();
  expect(seen).toEqual([readable]);
  const { rows } = await api.deps.pool.query(
    `SELECT data, state FROM pgboss.job WHERE name = 'emails.deliver' ORDER BY state::text`,
  );
  expect(rows).toEqual([
    { data: readable, state: 'completed' },
    { data: unreadable, state: 'retry' },
  ]);
});

test('only the jobs that a batch names are retried', async () => {
  const jobs = await aWorker();
  jobs.handle(
    defineJob({
      queue: 'emails.deliver',
      run: async (batch) => batch.slice(0, 1).map(({ id }) => ({ id, reason: 'not yet' })),
    }),
  );
  await jobs.add('emails.deliver', [aDeliverJob(), aDeliverJob()], api.deps.database);
  await jobs.drain();
  const { rows } = await api.deps.pool.query(
    `SELECT state, output FROM pgboss.job WHERE name = 'emails.deliver' ORDER BY state::text`,
  );
  expect(rows).toEqual([
    { state: 'completed', output: null },
    { state: 'retry', output: { reason: 'not yet' } },
  ]);
});

test('a worker schedules the queues that it handles', async () => {
  const jobs = await aWorker();
  jobs.handle(defineJob({ queue: 'service.clean-up', async run() {} }));
  await jobs.work();
  const { rows } = await api.deps.pool.query(`SELECT name, cron, timezone FROM pgboss.schedule`);
  expect(rows).toEqual([{ name: 'service.clean-up', cron: '40 2 * * *', timezone: 'UTC' }]);
});
