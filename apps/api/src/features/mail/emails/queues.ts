import { Id } from '@muster/contracts/kit/primitives';
import * as z from 'zod';
import { defineQueue } from '../../../platform/jobs/define-queue.ts';

export const queues = {
  /** Puts e-mails that waited for a time into their lanes again. */
  'emails.deliver': defineQueue({
    payload: z.object({ accountId: Id, emailIds: z.array(Id).readonly() }),
    retry: 'forever',
    isAnnounced: true,
    batchSize: 100,
    pollSeconds: 10,
  }),
  /** Sends a batch. */
  'emails.send': defineQueue({
    payload: z.object({
      batchId: Id,
      attempt: z.int(),
      /** When it was tried first. */
      since: z.string(),
      /** Whether an attempt may have sent it although the response was lost. */
      mayHaveLeft: z.boolean(),
    }),
    retry: 'forever',
    deleteAfterSeconds: 86_400,
    batchSize: 1,
    pollSeconds: 1,
  }),
  /** Sends one of the installation's own e-mails. */
  'emails.send-installation': defineQueue({
    payload: z.object({ id: Id }),
    retry: 'forever',
    isAnnounced: true,
    batchSize: 20,
    pollSeconds: 2,
  }),
  /** Applies what the provider reported about an e-mail that was not known at that moment. */
  'emails.note-report': defineQueue({
    payload: z.object({
      id: z.string(),
      report: z.object({
        type: z.enum(['sent', 'delivered', 'delayed', 'bounced', 'complained', 'suppressed', 'failed']),
        at: z.string(),
        reason: z.string().nullable(),
        providerId: z.string(),
        emailId: z.string().nullable(),
      }),
    }),
    retry: { limit: 6, delaySeconds: 2 },
    isAnnounced: true,
    expireInSeconds: 60,
    batchSize: 100,
    pollSeconds: 5,
  }),
};
