import { defineScheduledQueue } from '../../../platform/jobs/define-queue.ts';

export const queues = {
  /** Sends the digests that are due. */
  'notifications.send-digests': defineScheduledQueue('* * * * *'),
};
