import type { NounSweep } from '../../../../test/sweep/input.ts';

export const sweep: NounSweep = {
  foreign: (ids, own) => [
    { method: 'POST', url: `/groups/${own.groups}/users`, payload: { userIds: [own.users, ids.users] } },
  ],
};
