import { bulkOperations } from '@muster/contracts/people/bulk-operations';
import type { NounSweep } from '../../../../test/sweep/input.ts';

export const sweep: NounSweep = {
  aRow: async (_, owner, ids) => {
    const body = { action: 'deactivate' as const, ids: [ids.users ?? ''] };
    return (await owner.call(bulkOperations.create, { body })).id;
  },
};
