import { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import { queues } from '../../generated/queues.ts';

/** Adds the jobs of queues with a schedule. */
export interface Schedule {
  close(): Promise<void>;
}

/**
 * Starts the scheduler of the job queue, in processes that work on jobs only. However many there are, a job
 * is added once. It is separate from the queue because pg-boss starts both or none, and tests add jobs by
 * hand.
 * @param options.queues the queues that this process works on
 */
export async function openSchedule(options: {
  databaseUrl: string;
  log: Logger;
  queues: readonly (keyof typeof queues)[];
}): Promise<Schedule> {
  const boss = new PgBoss({
    connectionString: options.databaseUrl,
    application_name: 'muster-schedule',
    max: 1,
    migrate: false,
    supervise: false,
    schedule: true,
  });
  boss.on('error', (error) => options.log.error({ err: error }, 'the schedule of jobs reports an error'));
  await boss.start();
  for (const queue of options.queues) {
    const { cron } = queues[queue].settings;
    if (cron !== undefined) await boss.schedule(queue, cron, {});
  }
  return { close: () => boss.stop({ graceful: true, timeout: 1_000 }) };
}
