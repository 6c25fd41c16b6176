import { defineScheduledQueue } from '../../../platform/jobs/define-queue.ts';

export const queues = {
  /** Sends the reminders that are due. */
  'invitations.remind': defineScheduledQueue('*/5 * * * *'),
};
