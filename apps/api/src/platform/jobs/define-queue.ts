import * as z from 'zod';

/** How jobs of a queue are retried and fetched. */
export interface QueueSettings {
  readonly boss: {
    readonly retryLimit: number;
    readonly retryDelay?: number;
    readonly retryBackoff?: boolean;
    readonly retryDelayMax?: number;
    readonly expireInSeconds: number;
    readonly heartbeatSeconds: number;
    readonly deleteAfterSeconds: number;
    readonly notify?: boolean;
  };
  /** Jobs a handler gets at once. */
  readonly batchSize: number;
  /** How soon jobs are found that nobody announced: those whose time has come. */
  readonly pollSeconds: number;
  /** Whether accounts take turns: an account has one job running, and one waits behind its own others. */
  readonly isInTurns: boolean;
  /** When a job is added by itself, in UTC. */
  readonly cron?: string;
}

/** A queue: what one job of it carries, and its settings. */
export interface Queue<P extends z.ZodType = z.ZodType> {
  readonly payload: P;
  readonly settings: QueueSettings;
}

// A worker that was killed stops beating; its jobs are taken over within seconds.
const heartbeatSeconds = 10;

const forever = { retryLimit: 100_000, retryDelay: 2, retryBackoff: true, retryDelayMax: 300 };

interface QueueOptions<P extends z.ZodType> {
  /** What a job carries. It is stored as JSON and parsed when the job starts. */
  readonly payload: P;
  /** `forever`: the queue never gives up, the work itself decides when to stop. Waits double each time. */
  readonly retry: 'forever' | { readonly limit: number; readonly delaySeconds?: number };
  /** Waiting processes hear of new jobs at once, without asking for them. */
  readonly isAnnounced?: boolean;
  /** Accounts take turns; the payload names the account. */
  readonly isInTurns?: boolean;
  readonly expireInSeconds?: number;
  readonly deleteAfterSeconds?: number;
  readonly batchSize: number;
  readonly pollSeconds: number;
}

/**
 * Describes a queue. Its name is the key in `queues.ts` of the feature; it is stored, so it never changes.
 * @param options.expireInSeconds how long one attempt may take; an hour
 * @param options.deleteAfterSeconds how long finished jobs stay; an hour
 */
export function defineQueue<P extends z.ZodType>(options: QueueOptions<P>): Queue<P> {
  const { payload, retry, batchSize, pollSeconds } = options;
  const {
    isAnnounced = false,
    isInTurns = false,
    expireInSeconds = 3600,
    deleteAfterSeconds = 3600,
  } = options;
  const retries = retry === 'forever' ? forever : retriesOf(retry);
  const announced = isAnnounced ? { notify: true } : {};
  const boss = { ...retries, expireInSeconds, heartbeatSeconds, deleteAfterSeconds, ...announced };
  return { payload, settings: { boss, batchSize, pollSeconds, isInTurns } };
}

function retriesOf({ limit, delaySeconds }: { limit: number; delaySeconds?: number }) {
  const delay = delaySeconds === undefined ? {} : { retryDelay: delaySeconds };
  return { retryLimit: limit, ...delay, retryBackoff: true };
}

/**
 * Describes a queue whose jobs carry nothing and are added on a schedule.
 * @param cron when, in UTC
 */
export function defineScheduledQueue(cron: string): Queue<z.ZodObject<Record<never, never>>> {
  const boss = { retryLimit: 0, expireInSeconds: 1800, heartbeatSeconds, deleteAfterSeconds: 3600 };
  return {
    payload: z.object({}),
    settings: { boss, batchSize: 100, pollSeconds: 5, isInTurns: false, cron },
  };
}
