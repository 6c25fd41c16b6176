import type { NounSweep } from '../../../../test/sweep/input.ts';

export const sweep: NounSweep = {
  aRow: async ({ deps }, _, ids) => {
    const where = { invitationId: ids.invitations ?? '' };
    return (await deps.database.email.findFirstOrThrow({ where })).id;
  },
};
