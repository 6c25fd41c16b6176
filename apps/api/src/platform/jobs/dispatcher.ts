import type { FetchOptions, JobWithMetadata, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import { isInterruption } from '../errors.ts';
import { pollLoop } from './poll-loop.ts';

/** Processes the jobs of one queue concurrently, each one separately. */
export interface Dispatcher {
  /** Checks for jobs immediately. */
  wake(): void;
  /** Takes no more jobs and waits for running ones. */
  close(): Promise<void>;
}

const checkEveryMs = 1_000;

/**
 * Starts processing a queue. Each check fetches as many jobs as there is room for; pg-boss's own workers
 * would each poll separately, and all of them at every new job.
 * @param options.concurrency how many jobs run at the same time
 * @param options.limits how many jobs of one account run at the same time
 * @param options.run processes one job; if it throws, the job is retried
 */
export function openDispatcher<D extends object>(options: {
  boss: PgBoss;
  queue: string;
  concurrency: number;
  limits: Pick<FetchOptions, 'groupConcurrency'>;
  heartbeatSeconds: number;
  log: Logger;
  run(job: JobWithMetadata<D>): Promise<void>;
}): Dispatcher {
  const { boss, queue, concurrency, limits, heartbeatSeconds, log, run } = options;
  const running = new Map<string, Promise<void>>();
  const perform = async (job: JobWithMetadata<D>) => {
    try {
      await run(job);
    } catch (error) {
      if (isInterruption(error)) log.info({ queue, job: job.id }, 'a job goes back into its queue');
      else log.error({ err: error, queue, job: job.id }, 'a job failed and is tried again');
      const message = error instanceof Error ? error.message : String(error);
      // If even this fails, the job is taken over when its heartbeat stops.
      await boss.fail(queue, job.id, { message }).catch(() => undefined);
    } finally {
      running.delete(job.id);
      loop.wake();
    }
  };
  const work = async () => {
    const room = concurrency - running.size;
    if (room === 0) return;
    const jobs = await boss.fetch<D>(queue, { ...limits, batchSize: room, includeMetadata: true as const });
    for (const job of jobs) running.set(job.id, perform(job));
  };
  const loop = pollLoop({
    everyMs: checkEveryMs,
    work,
    onError: (error) => log.error({ err: error, queue }, 'jobs could not be fetched'),
  });
  const beat = setInterval(() => {
    if (running.size === 0) return;
    boss.touch(queue, [...running.keys()]).catch((error: unknown) => {
      log.error({ err: error, queue }, 'the heartbeat of jobs could not be written');
    });
  }, heartbeatSeconds * 500);
  return {
    wake: loop.wake,
    async close() {
      await loop.close();
      await Promise.all(running.values());
      clearInterval(beat);
    },
  };
}
