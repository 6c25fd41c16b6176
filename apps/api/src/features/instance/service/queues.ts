import { defineScheduledQueue } from '../../../platform/jobs/define-queue.ts';

export const queues = {
  /** Deletes what has expired, in every feature. */
  'service.clean-up': defineScheduledQueue('40 2 * * *'),
};
