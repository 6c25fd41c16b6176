import * as z from 'zod';
import { defineQueue } from '../../../platform/jobs/define-queue.ts';

const toAddress = () =>
  defineQueue({
    payload: z.object({ email: z.string() }),
    retry: { limit: 5 },
    isAnnounced: true,
    expireInSeconds: 60,
    deleteAfterSeconds: 60,
    batchSize: 100,
    pollSeconds: 30,
  });

export const queues = {
  /** Sends a reset e-mail, if the address belongs to an identity. */
  'auth.send-reset': toAddress(),
  /** Tells the owner that others guess at their password, if the address belongs to an identity. */
  'auth.warn-of-guesses': toAddress(),
};
