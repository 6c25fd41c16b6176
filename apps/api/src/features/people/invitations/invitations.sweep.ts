import type { NounSweep } from '../../../../test/sweep/input.ts';

export const sweep: NounSweep = {
  aRow: async ({ deps }, _, ids) => {
    const where = { userId: ids.users ?? '' };
    return (await deps.database.invitation.findFirstOrThrow({ where })).id;
  },
};
