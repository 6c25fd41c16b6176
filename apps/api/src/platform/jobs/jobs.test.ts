import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import { useApi } from '../../../test/harness.ts';
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

test('jobs that are handled each on its own run side by side, up to a limit', async () => {
  const jobs = await aWorker();
  const wanted = Array.from({ length: 12 }, () => aSendJob());
  let running = 0;
  let most = 0;
  const done: string[] = [];
  jobs.handle(
    'emails.send',
    async ([job]) => {
      running += 1;
      most = Math.max(most, running);
      await sleep(20);
      running -= 1;
      done.push(job?.data.batchId ?? '');
      return job ? [{ id: job.id, outcome: 'done' }] : [];
    },
    { concurrency: 4 },
  );
  await jobs.work();
  await jobs.add('emails.send', wanted, api.deps.database);
  jobs.wake('emails.send');
  await vi.waitFor(() => expect(done).toHaveLength(12), patience);
  expect(new Set(done)).toEqual(new Set(wanted.map(({ batchId }) => batchId)));
  expect(most).toBe(4);
});

test('a job that throws is tried again, and one ended with its work is not', async () => {
  const jobs = await aWorker();
  const tries: number[] = [];
  const ended: boolean[] = [];
  jobs.handle(
    'emails.send',
    async ([job]) => {
      if (!job) return [];
      tries.push(job.retryCount);
      if (job.retryCount === 0) throw new Error('the first time goes wrong');
      ended.push(await api.deps.database.$transaction((tx) => jobs.finish('emails.send', job.id, tx)));
      ended.push(await jobs.finish('emails.send', job.id, api.deps.database));
      return [{ id: job.id, outcome: 'done' }];
    },
    { concurrency: 2 },
  );
  await jobs.add('emails.send', [aSendJob()], api.deps.database);
  await jobs.work();
  await vi.waitFor(() => expect(tries).toEqual([0, 1]), patience);
  await jobs.close();
  expect(ended).toEqual([true, false]);
  const { rows } = await api.deps.pool.query(`SELECT state FROM pgboss.job WHERE name = 'emails.send'`);
  expect(rows).toEqual([{ state: 'completed' }]);
});

test('closing waits for what is under way and takes nothing new', async () => {
  const jobs = await aWorker();
  const done: string[] = [];
  jobs.handle(
    'emails.send',
    async ([job]) => {
      await sleep(1_000);
      done.push(job?.id ?? '');
      return job ? [{ id: job.id, outcome: 'done' }] : [];
    },
    { concurrency: 1 },
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

test('draining goes on until no queue has anything left, whichever fed which', async () => {
  const jobs = await aWorker();
  const seen: string[] = [];
  jobs.handle('emails.send', async (batch) => {
    seen.push('send');
    await jobs.add(
      'emails.deliver',
      [{ accountId: randomUUID(), emailIds: [randomUUID()] }],
      api.deps.database,
    );
    return batch.map(({ id }) => ({ id, outcome: 'done' }));
  });
  jobs.handle('emails.deliver', async (batch) => {
    seen.push('deliver');
    if (seen.length < 4) await jobs.add('emails.send', [aSendJob()], api.deps.database);
    return batch.map(({ id }) => ({ id, outcome: 'done' }));
  });
  await jobs.add(
    'emails.deliver',
    [{ accountId: randomUUID(), emailIds: [randomUUID()] }],
    api.deps.database,
  );
  await jobs.drain();
  expect(seen).toEqual(['deliver', 'send', 'deliver', 'send', 'deliver']);
});

test('a job that cannot be read is kept for later, and the others of its batch are done', async () => {
  const jobs = await aWorker();
  const seen: unknown[] = [];
  jobs.handle('emails.deliver', async (batch) => {
    seen.push(...batch.map(({ data }) => data));
    return batch.map(({ id }) => ({ id, outcome: 'done' }));
  });
  const readable = { accountId: randomUUID(), emailIds: [randomUUID()] };
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

test('queues with a schedule are put on it by who works on them', async () => {
  const jobs = await aWorker();
  jobs.handle('service.clean-up', async (batch) => batch.map(({ id }) => ({ id, outcome: 'done' })));
  await jobs.work();
  const { rows } = await api.deps.pool.query(`SELECT name, cron, timezone FROM pgboss.schedule`);
  expect(rows).toEqual([{ name: 'service.clean-up', cron: '40 2 * * *', timezone: 'UTC' }]);
});
