import { fromPrisma, type JobWithMetadata, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import { type JobData, type QueueName, queues } from './queues.ts';

/** One job as its handler sees it. */
export interface Job<Q extends QueueName> {
  readonly id: string;
  readonly data: JobData[Q];
  /** How often it was tried before. */
  readonly retryCount: number;
}

/** Handles a batch; says per job how it went. A `retry` is tried again later, with back-off. */
export type JobHandler<Q extends QueueName> = (
  batch: readonly Job<Q>[],
) => Promise<readonly { id: string; outcome: 'done' | 'retry'; reason?: string }[]>;

/** Anything that runs SQL inside a transaction. */
type TransactionClient = Parameters<typeof fromPrisma>[0];

export interface Jobs {
  /** Queues one job per entry inside the transaction: no commit, no job. */
  add<Q extends QueueName>(
    queue: Q,
    data: readonly JobData[Q][],
    transaction: TransactionClient,
  ): Promise<void>;
  /** Names the handler of a queue. It runs once `work` or `drain` is called. */
  handle<Q extends QueueName>(queue: Q, handler: JobHandler<Q>): void;
  /** Starts working on the queues in this process. */
  work(): Promise<void>;
  /** Runs what is ready now, in this process, until nothing is left. For tests and the command line. */
  drain(): Promise<void>;
  isReady(): Promise<boolean>;
  /** Lets running jobs finish, then stops. */
  close(): Promise<void>;
}

const batchSize = 100;

/**
 * Opens the job queue (pg-boss) on the product's own database.
 * @param options.databaseUrl the database all processes share
 * @param options.drainTimeoutMs how long `close` waits for running jobs
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
  await Promise.all(Object.entries(queues).map(([name, settings]) => ensureQueue(boss, name, settings)));

  const handlers = new Map<QueueName, JobHandler<QueueName>>();
  const run = async (queue: QueueName, jobs: JobWithMetadata<JobData[QueueName]>[]) => {
    const handler = handlers.get(queue);
    if (!handler) throw new Error(`No handler for ${queue}.`);
    const outcomes = await handler(jobs);
    return outcomes.map(({ id, outcome, reason }) =>
      outcome === 'done'
        ? { id, status: 'completed' as const }
        : { id, status: 'failed' as const, output: { reason: reason ?? '' } },
    );
  };

  return {
    async add(queue, data, transaction) {
      await boss.insert(
        queue,
        data.map((entry) => ({ data: entry })),
        { db: fromPrisma(transaction) },
      );
    },
    handle(queue, handler) {
      handlers.set(queue, handler as unknown as JobHandler<QueueName>);
    },
    async work() {
      for (const queue of handlers.keys()) {
        await boss.work<JobData[QueueName], unknown>(
          queue,
          {
            batchSize,
            includeMetadata: true,
            perJobResults: true,
            pollingIntervalSeconds: 1,
            burstWhenBatchFull: true,
          },
          (jobs) => run(queue, jobs as JobWithMetadata<JobData[QueueName]>[]),
        );
      }
    },
    async drain() {
      for (const queue of handlers.keys()) {
        for (;;) {
          const jobs = await boss.fetch<JobData[QueueName]>(queue, {
            batchSize,
            includeMetadata: true as const,
          });
          if (jobs.length === 0) break;
          for (const result of await run(queue, jobs as JobWithMetadata<JobData[QueueName]>[])) {
            if (result.status === 'completed') await boss.complete(queue, result.id);
            else await boss.fail(queue, result.id, result.output);
          }
        }
      }
    },
    isReady: async () => (await boss.isInstalled()) === true,
    close: () => boss.stop({ graceful: true, timeout: options.drainTimeoutMs ?? 10_000 }),
  };
}

async function ensureQueue(boss: PgBoss, name: string, settings: object) {
  const existing = await boss.getQueue(name);
  if (existing) await boss.updateQueue(name, settings);
  else await boss.createQueue(name, settings);
}
