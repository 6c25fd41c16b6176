import { userImports } from '@muster/contracts/people/user-imports';
import type { NounSweep } from '../../../../test/sweep/input.ts';

export const sweep: NounSweep = {
  aRow: async (_, owner) => {
    const file = new File(['E-mail\nsweep@example.org\n'], 'users.csv');
    return (await owner.call(userImports.create, { form: { file } })).id;
  },
};
