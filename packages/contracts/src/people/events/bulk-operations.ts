import * as z from 'zod';
import type { ChangesByType } from '../../kit/event-changes.ts';
import { Id } from '../../kit/primitives.ts';

const action = z.string().meta({ description: 'What is done, as in `users.bulk`.', example: 'invite' });

/** What the events of bulk operations tell. */
export const bulkOperationsEvents = {
  'bulk_operation.started': z.object({ bulkOperationId: Id, action, total: z.int() }),
  'bulk_operation.finished': z.object({
    action,
    total: z.int(),
    changed: z.int(),
    failed: z.int(),
    stopReason: z.string().optional().meta({ description: 'Why it ended before it was done.' }),
  }),
} satisfies ChangesByType;
