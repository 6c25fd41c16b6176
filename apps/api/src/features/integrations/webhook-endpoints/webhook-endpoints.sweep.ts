import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import type { NounSweep } from '../../../../test/sweep/input.ts';

export const sweep: NounSweep = {
  // An address instead of a name: the tests resolve none.
  aRow: async (_, owner) => {
    const body = { url: 'https://192.0.1.1/hooks', events: ['user.created' as const] };
    return (await owner.call(webhookEndpoints.create, { body })).id;
  },
};
