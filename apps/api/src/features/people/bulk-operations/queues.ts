import { Id } from '@muster/contracts/kit/primitives';
import * as z from 'zod';
import { defineQueue } from '../../../platform/jobs/define-queue.ts';

export const queues = {
  /** Runs an operation. */
  'users.bulk': defineQueue({
    payload: z.object({ accountId: Id, operationId: Id }),
    retry: 'forever',
    isAnnounced: true,
    isInTurns: true,
    batchSize: 1,
    pollSeconds: 1,
  }),
};
