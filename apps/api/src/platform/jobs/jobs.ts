import { setTimeout as sleep } from 'node:timers/promises';
import { fromPrisma, type JobWithMetadata, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import * as z from 'zod';
import { queues } from '../../generated/queues.ts';
import type { SqlConnection } from '../db/pipeline.ts';
import type { Job, JobData, JobDefinition, JobToRetry, QueueName, Worker } from './define-job.ts';
import type { QueueSettings } from './define-queue.ts';
import { type Dispatcher, openDispatcher } from './dispatcher.ts';
import { openSchedule, type Schedule } from './schedule.ts';
import { jobTurns, oneAtATime } from './turns.ts';

/** Anything that runs SQL inside a transaction: a Prisma client, or a transaction context of the driver. */
type TransactionClient = Parameters<typeof fromPrisma>[0] | SqlConnection;

export interface Jobs {
  /**
   * Queues one job per entry inside the transaction: no commit, no job. With a transaction context it waits
   * until the statement is sent, not until it is done.
   * @param options.startAfterSeconds the delay before they start
   * @param options.priority those with a higher one start first; not for queues in turns
   */
  add<Q extends QueueName>(
    queue: Q,
    data: readonly JobData[Q][],
    transaction: TransactionClient,
    options?: { startAfterSeconds?: number; priority?: number },
  ): Promise<void>;
  /**
   * Completes a running job within the transaction, so that its work and its completion are atomic.
   * @returns whether it was still running
   */
  finish(queue: QueueName, id: string, transaction: TransactionClient): Promise<boolean>;
  /** After a commit, makes this process check for jobs immediately. */
  wake(queue: QueueName): void;
  /** Registers what the jobs of a queue do. They run once `work` or `drain` is called. */
  handle(job: JobDefinition): void;
  /** Registers work beside the queues. */
  attend(worker: Worker): void;
  /** Starts processing the queues in this process, including scheduled ones. */
  work(): Promise<void>;
  /** Runs all jobs that are ready, in this process, until none is left. For tests and the command line. */
  drain(): Promise<void>;
  isReady(): Promise<boolean>;
  /** Lets running jobs finish, then stops. */
  close(): Promise<void>;
}

// The result of pg-boss, which its types leave out.
const Completion = z.object({ affected: z.number() });

type AnyJob = JobWithMetadata<JobData[QueueName]>;

/**
 * Opens the job queue (pg-boss) on the product's own database.
 * @param options.databaseUrl the database that all processes share
 * @param options.drainTimeoutMs how long `close` waits at most for running jobs
 */
export async function openJobs(options: {
  databaseUrl: string;
  log: Logger;
  drainTimeoutMs?: number;
}): Promise<Jobs> {
  const { databaseUrl, log } = options;
  const boss = new PgBoss({
    connectionString: databaseUrl,
    application_name: 'muster-jobs',
    max: 4,
    useListenNotify: true,
    schedule: false,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    warningQueueSize: 100_000,
  });
  boss.on('error', (error) => log.error({ err: error }, 'the job queue reports an error'));
  await boss.start();
  await Promise.all(Object.entries(queues).map(([name, { settings }]) => ensureQueue(boss, name, settings)));

  const definitions = new Map<QueueName, JobDefinition>();
  const dispatchers = new Map<QueueName, Dispatcher>();
  const workers: Worker[] = [];
  const opened: { close(): Promise<void> }[] = [];
  let schedule: Schedule | undefined;
  const run = async (definition: JobDefinition, jobs: readonly AnyJob[]) => {
    const { queue } = definition;
    const { readable, unreadable } = readJobs(queue, jobs);
    for (const { id, reason } of unreadable) log.error({ queue, job: id, reason }, 'a job cannot be read');
    const unfinished = readable.length > 0 ? ((await definition.run(readable)) ?? []) : [];
    const reasons = new Map([...unfinished, ...unreadable].map(({ id, reason }) => [id, reason]));
    return jobs.map(({ id }) => {
      const reason = reasons.get(id);
      return reason === undefined
        ? { id, status: 'completed' as const }
        : { id, status: 'failed' as const, output: { reason } };
    });
  };
  const runAndReport = async (definition: JobDefinition, jobs: readonly AnyJob[]) => {
    for (const result of await run(definition, jobs)) {
      if (result.status === 'completed') await boss.complete(definition.queue, result.id);
      else await boss.fail(definition.queue, result.id, result.output);
    }
  };
  const drainQueue = async (definition: JobDefinition): Promise<boolean> => {
    const { queue } = definition;
    const { batchSize, isInTurns } = queues[queue].settings;
    for (let isFound = false; ; isFound = true) {
      const jobs = await boss.fetch<JobData[QueueName]>(queue, {
        ...{ batchSize, includeMetadata: true as const },
        ...(isInTurns ? oneAtATime : {}),
      });
      if (jobs.length === 0) return isFound;
      await runAndReport(definition, jobs);
    }
  };
  const dispatch = (definition: JobDefinition, concurrency: number) => {
    const { queue } = definition;
    const { isInTurns, boss: settings } = queues[queue].settings;
    const { heartbeatSeconds } = settings;
    const limits = isInTurns ? oneAtATime : {};
    const work = (job: AnyJob) => runAndReport(definition, [job]);
    dispatchers.set(
      queue,
      openDispatcher({ boss, queue, concurrency, limits, heartbeatSeconds, log, run: work }),
    );
  };

  return {
    async add(queue, data, transaction, { startAfterSeconds = 0, priority = 0 } = {}) {
      const startAfter = startAfterSeconds > 0 ? { startAfter: Math.ceil(startAfterSeconds) } : {};
      const orders = queues[queue].settings.isInTurns
        ? await jobTurns(queryAdapter(transaction), queue, data)
        : data.map(() => ({ priority }));
      await boss.insert(
        queue,
        data.map((entry, index) => ({ data: entry, ...orders[index], ...startAfter })),
        { db: 'pipeline' in transaction ? sendingAdapter(transaction) : fromPrisma(transaction) },
      );
    },
    async finish(queue, id, transaction) {
      const answer = await boss.complete(queue, id, undefined, { db: queryAdapter(transaction) });
      return Completion.parse(answer).affected > 0;
    },
    wake: (queue) => dispatchers.get(queue)?.wake(),
    handle(job) {
      definitions.set(job.queue, job);
    },
    attend(worker) {
      workers.push(worker);
    },
    async work() {
      for (const definition of definitions.values()) {
        const { queue, concurrency } = definition;
        if (concurrency !== undefined) {
          dispatch(definition, concurrency);
          continue;
        }
        const { batchSize, pollSeconds, boss: settings } = queues[queue].settings;
        await boss.work<JobData[QueueName], unknown>(
          queue,
          {
            batchSize,
            includeMetadata: true,
            perJobResults: true,
            // Without notifications, the queue is polled every second.
            pollingIntervalSeconds: settings.notify ? 1 : pollSeconds,
            notifyPollingIntervalSeconds: pollSeconds,
            burstWhenBatchFull: true,
          },
          (jobs) => run(definition, jobs as AnyJob[]),
        );
      }
      opened.push(...workers.map((worker) => worker.open()));
      schedule = await openSchedule({ databaseUrl, log, queues: [...definitions.keys()] });
    },
    async drain() {
      for (let isFound = true; isFound; ) {
        isFound = false;
        for (const worker of workers) isFound = (await worker.runDue()) || isFound;
        for (const definition of definitions.values()) isFound = (await drainQueue(definition)) || isFound;
      }
    },
    isReady: async () => (await boss.isInstalled()) === true,
    async close() {
      const timeout = options.drainTimeoutMs ?? 10_000;
      await schedule?.close();
      await Promise.all(opened.map((worker) => worker.close()));
      const dispatched = Promise.all([...dispatchers.values()].map((dispatcher) => dispatcher.close()));
      await Promise.race([dispatched, sleep(timeout / 2, undefined, { ref: false })]);
      await boss.stop({ graceful: true, timeout: timeout / 2 });
    },
  };
}

/** Jobs with their payloads parsed. What does not fit, of another version perhaps, waits as after a failure. */
function readJobs(queue: QueueName, jobs: readonly AnyJob[]): { readable: Job[]; unreadable: JobToRetry[] } {
  const payload: z.ZodType<JobData[QueueName]> = queues[queue].payload;
  const read = jobs.map((job) => ({ job, ...payload.safeParse(job.data) }));
  return {
    readable: read.flatMap(({ job, success, data }) => (success ? [{ ...job, data }] : [])),
    unreadable: read.flatMap(({ job, success, error }) =>
      success ? [] : [{ id: job.id, reason: error.message }],
    ),
  };
}

function sendingAdapter({ pipeline }: SqlConnection) {
  return {
    async executeSql(text: string, values: unknown[] = []) {
      pipeline({ text, values });
      return { rows: [] };
    },
  };
}

function queryAdapter(transaction: TransactionClient) {
  if (!('query' in transaction)) return fromPrisma(transaction);
  return {
    executeSql: async (text: string, values: unknown[] = []) => ({
      rows: await transaction.query({ text, values }),
    }),
  };
}

async function ensureQueue(boss: PgBoss, name: string, settings: QueueSettings) {
  const existing = await boss.getQueue(name);
  if (existing) await boss.updateQueue(name, settings.boss);
  else await boss.createQueue(name, settings.boss);
}
