import * as z from 'zod';
import { defineQueue } from '../../../platform/jobs/define-queue.ts';

export const queues = {
  /** Sends a reset e-mail, if the address belongs to an identity. */
  'auth.send-reset': defineQueue({
    payload: z.object({ email: z.string() }),
    retry: { limit: 5 },
    isAnnounced: true,
    expireInSeconds: 60,
    deleteAfterSeconds: 60,
    batchSize: 100,
    pollSeconds: 30,
  }),
};
