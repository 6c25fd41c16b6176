import type * as z from 'zod';
import type { queues } from '../../generated/queues.ts';

export type QueueName = keyof typeof queues;

/** What one job of each queue carries. */
export type JobData = { readonly [Q in QueueName]: Readonly<z.output<(typeof queues)[Q]['payload']>> };

/** One job, its payload parsed. */
export interface Job<Q extends QueueName = QueueName> {
  readonly id: string;
  readonly data: JobData[Q];
  /** How many attempts have failed before. */
  readonly retryCount: number;
}

/** How a process does the jobs of a queue. */
export interface JobDefinition<Q extends QueueName = QueueName> {
  readonly queue: Q;
  /**
   * How many jobs run at the same time, each as a batch of its own. Without it they come in batches, one
   * after the other.
   */
  readonly concurrency?: number;
  /**
   * Does a batch of jobs, so that doing it twice changes nothing twice. If it throws, all of them are
   * retried.
   * @returns the jobs to retry, if some are not done
   */
  run(batch: readonly Job<Q>[]): Promise<readonly JobToRetry[]> | Promise<void>;
}

/** A job that waits for its next attempt, as long as its queue says. */
export interface JobToRetry {
  readonly id: string;
  readonly reason: string;
}

/** Work that a process does beside its queues, e.g. in a `pollLoop`. */
export interface Worker {
  /** Starts it in this process. */
  open(): { close(): Promise<void> };
  /**
   * Does once what is due, for `drain`.
   * @returns whether there was anything
   */
  runDue(): Promise<boolean>;
}

/**
 * Describes what the jobs of a queue do. How they are stored, retried and scheduled is in `queues.ts` of the
 * feature, a leaf, so that everybody may add them.
 */
export function defineJob<Q extends QueueName>(job: JobDefinition<Q>): JobDefinition {
  return job;
}
