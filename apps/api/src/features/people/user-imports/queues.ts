import { Id } from '@muster/contracts/kit/primitives';
import * as z from 'zod';
import { defineQueue } from '../../../platform/jobs/define-queue.ts';

export const queues = {
  /** Runs the rows of an import, from where it is. */
  'users.import': defineQueue({
    payload: z.object({ accountId: Id, importId: Id }),
    retry: 'forever',
    isAnnounced: true,
    isInTurns: true,
    batchSize: 1,
    pollSeconds: 1,
  }),
};
