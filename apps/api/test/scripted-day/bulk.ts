import { auth } from '@muster/contracts/access/auth';
import { type BulkAction, bulkOperations } from '@muster/contracts/people/bulk-operations';
import { type ImportMode, userImports } from '@muster/contracts/people/user-imports';
import { users } from '@muster/contracts/people/users';
import { password } from '../given.ts';
import { upload } from '../imports.ts';
import type { Company } from './company.ts';
import type { Day } from './day.ts';

/** Files of users are imported. */
export async function importPeople(day: Day, { owner, admin }: Company): Promise<void> {
  const { step } = day;
  const commit = async (file: string, mode: ImportMode, body = {}) => {
    const { id } = await upload(admin, file, mode);
    await admin.call(userImports.commit, { params: { id }, body });
    return id;
  };
  await step('import new users with groups and invitations', () =>
    commit(
      `E-Mail;Name;Rolle;Gruppe;Sprache;Personalnummer
margaret@example.org;Hamilton, Margaret;Admin;Berlin|Space;de;M-1
katherine@example.org;Katherine Johnson;;Space;;
annie@example.org;;;;en;A-1
no address;;;;;
annie@example.org;Twice;;;;`,
      'add',
      { sendInvitations: true },
    ),
  );
  await step('import changes, skipped and failed rows', () =>
    commit(
      `email,first name,last name,role,groups,external id
margaret@example.org,Margaret,Heafield,member,Head office,M-2
katherine@example.org,Katherine,Johnson,,Space,
mary@example.org,Mary,Jackson,,,M-1
nobody@,,,,,
dorothy@example.org,,,chief,,`,
      'add_and_update',
    ),
  );
  await step('import a row whose address is taken meanwhile', async () => {
    await commit(
      'email,external id\nvalerie@example.org,V-1\nwally@example.org,W-1\nvint@example.org,',
      'add',
    );
    await owner.call(users.create, { body: { email: 'valerie@example.org', externalId: 'V-9' } });
    await owner.call(users.create, { body: { email: 'walter@example.org', externalId: 'W-1' } });
  });
  await step('cancel an import before it runs', async () => {
    const id = await commit('email\ncancelled@example.org', 'add');
    await admin.call(userImports.cancel, { params: { id } });
  });
}

/** Many users are changed at once. */
export async function runBulkOperations(day: Day, { owner, admin, groupIds }: Company): Promise<void> {
  const { step } = day;
  const page = await owner.call(users.list, { query: { sort: 'email', limit: 200 } });
  const idOf = (email: string) => page.data.find((user) => user.email === email)?.id ?? '';
  const ids = ['annie@example.org', 'katherine@example.org', 'vint@example.org', 'walter@example.org'].map(
    idOf,
  );
  const bulk = (action: BulkAction, params = {}) =>
    owner.call(bulkOperations.create, { body: { action, params, ids } });
  const undo = ({ id }: { id: string }) => owner.call(bulkOperations.undo, { params: { id } });

  const joined = await step('put many users into a group', () =>
    bulk('add_to_groups', { groupIds: [groupIds.berlin] }),
  );
  await step('undo it', () => undo(joined));
  const roles = await step('give many users a role', () => bulk('set_role', { role: 'admin' }));
  await step('undo it', () => undo(roles));
  await step('invite many users', () => bulk('invite'));
  const deactivated = await step('deactivate all members that a filter finds', () =>
    admin.call(bulkOperations.create, {
      body: { action: 'deactivate', params: {}, filter: { role: ['member'] } },
    }),
  );
  await step('undo it', () => undo(deactivated));
  await step('deactivate all, oneself among them', () =>
    owner.call(bulkOperations.create, { body: { action: 'deactivate', params: {}, filter: {} } }),
  );
  await step('reactivate all', () =>
    owner.call(bulkOperations.create, { body: { action: 'reactivate', params: {}, filter: {} } }),
  );
  await step('sign in after being reactivated', () =>
    admin.call(auth.signIn, { body: { email: admin.email, password } }),
  );
  await step('take many users out of a group', () =>
    bulk('remove_from_groups', { groupIds: [groupIds.berlin] }),
  );
  await step('remove many users', () => bulk('remove'));
}
