import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import type { NounSweep } from '../../../../test/sweep/input.ts';

export const sweep: NounSweep = {
  aRow: async (_, owner, ids) => {
    const params = { id: ids.webhookEndpoints ?? '' };
    return (await owner.call(webhookEndpoints.test, { params })).id;
  },
};
