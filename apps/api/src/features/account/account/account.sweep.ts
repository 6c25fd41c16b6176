import type { NounSweep } from '../../../../test/sweep/input.ts';

export const sweep: NounSweep = { aRow: async (_, owner) => owner.accountId };
