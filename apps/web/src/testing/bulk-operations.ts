import type { BulkOperation, BulkPreview } from '@muster/contracts/people/bulk-operations';
import type * as z from 'zod';

type Operation = z.input<typeof BulkOperation>;
type Preview = z.input<typeof BulkPreview>;

/** Three users, just deactivated by Grace, one of them failed. It can be undone. */
export function anOperation(changes: Partial<Operation> = {}): Operation {
  return {
    id: '0192f0c1-2d3e-7a4b-8c5d-000000000500',
    action: 'deactivate',
    params: {},
    status: 'done',
    total: 4,
    done: 4,
    changed: 3,
    unchanged: 0,
    failed: 1,
    stopReason: null,
    canUndo: true,
    undoOf: null,
    undoneBy: null,
    createdBy: { id: '0192f0c1-2d3e-7a4b-8c5d-000000000002', name: 'Grace Hopper' },
    createdAt: new Date().toISOString(),
    finishedAt: new Date().toISOString(),
    ...changes,
  };
}

/** A preview: 207 of 212 users would change; 43 seats are free. */
export function aPreview(changes: Partial<Preview> = {}): Preview {
  return {
    total: 212,
    changed: 207,
    firstNames: [],
    unchanged: 3,
    refused: [
      { code: 'own_user', count: 1 },
      { code: 'last_owner', count: 1 },
    ],
    seats: { needed: -207, available: 43 },
    mails: 0,
    ...changes,
  };
}
