import type { NounSweep } from '../../../../test/sweep/input.ts';

export const sweep: NounSweep = {
  foreign: (ids) => [{ method: 'POST', url: '/me/switch-account', payload: { accountId: ids.account } }],
};
