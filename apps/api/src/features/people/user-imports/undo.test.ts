import { activation } from '@muster/contracts/access/activation';
import { account } from '@muster/contracts/account/account';
import { auditEvents } from '@muster/contracts/account/audit-events';
import { groups } from '@muster/contracts/people/groups';
import { userImports } from '@muster/contracts/people/user-imports';
import { users } from '@muster/contracts/people/users';
import { beforeEach, expect, test } from 'vitest';
import { anAddress, type Person, password } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { commit, upload } from '../../../../test/imports.ts';

const api = useApi();
let owner: Person;
beforeEach(async () => {
  owner = await api.given.anOwner();
});

async function undo(by: Person, id: string) {
  const started = await by.call(userImports.undo, { params: { id } });
  expect(started.status).toBe('undoing');
  await api.runJobs();
  return by.call(userImports.get, { params: { id } });
}
const seats = async () => (await owner.call(account.seats, {})).used;
const everyone = async () => {
  const { data } = await owner.call(users.list, { query: { sort: 'email', role: ['member', 'admin'] } });
  return data.map(({ email, name, role, status, locale, externalId, groups: theirs }) => ({
    ...{ email, name, role, status, locale, externalId },
    groups: theirs.map(({ name: group }) => group),
  }));
};
const groupNames = async () => (await owner.call(groups.list, { query: {} })).data.map(({ name }) => name);

test('everything that an import added or changed is as before, and links of its invitations end', async () => {
  const sales = await api.given.aGroup(owner, 'Sales');
  const old = await api.given.aUser(owner, { firstName: 'Bob', groupIds: [sales.id] });
  const changedRole = await api.given.aUser(owner, { firstName: 'Carl', locale: 'de' });
  const before = [await everyone(), await groupNames(), await seats()];
  const ada = anAddress('ada');
  const csv = `Email,First name,Role,Language,Employee ID,Team
${ada},Ada,admin,,77,Navy; Sales
${old.email},Robert,,de,78,Navy; Sales
${changedRole.email},,admin,en,,
`;
  const preview = await upload(owner, csv, 'add_and_update');
  await commit(api, owner, preview.id, { sendInvitations: true });
  const token = await api.given.tokenFor(ada);
  expect(await groupNames()).toEqual(['Navy', 'Sales']);
  const undone = await undo(owner, preview.id);
  expect(undone).toMatchObject({
    status: 'undone',
    canUndo: false,
    undo: { done: 3, kept: 0, groupsDeleted: 1 },
  });
  expect([await everyone(), await groupNames(), await seats()]).toEqual(before);
  const { data } = await owner.call(auditEvents.list, {
    query: { action: ['user_import.undone', 'user.removed'] },
  });
  expect(data).toMatchObject([
    { type: 'user_import.undone', data: { userImportId: preview.id, done: 3, kept: 0, groupsDeleted: 1 } },
    { type: 'user.removed', data: { email: ada } },
  ]);
  const link = await api.anonymous().refused(activation.preview, { body: { token } });
  expect(link.code).toBe('invitation_not_found');
  const rows = await owner.call(userImports.listRows, { params: preview, query: {} });
  expect(rows.data.map((row) => row.undo?.outcome)).toEqual(['done', 'done', 'done']);
});

test('what somebody changed since stays', async () => {
  const bob = await api.given.aUser(owner, { firstName: 'Bob' });
  const addresses = ['kept', 'edited', 'removed', 'active'].map((name) => anAddress(name));
  const [kept = '', edited = '', removed = '', active = ''] = addresses;
  const csv = `Email,First name,Team\n${addresses.map((email) => `${email},New,Navy`).join('\n')}\n${bob.email},Robert,Navy\n`;
  const preview = await upload(owner, csv, 'add_and_update');
  await commit(api, owner, preview.id, { sendInvitations: true });
  const { data } = await owner.call(users.lookUp, { body: { emails: [edited, removed] } });
  const idOf = (email: string) => data.find(({ user }) => user.email === email)?.user.id ?? '';
  await owner.call(users.update, { params: { id: idOf(edited) }, body: { firstName: 'Edith' } });
  await owner.call(users.delete, { params: { id: idOf(removed) } });
  await owner.call(users.update, { params: { id: bob.id }, body: { firstName: 'Bobby' } });
  const body = { token: await api.given.tokenFor(active), firstName: 'Max', lastName: 'Member', password };
  await api.anonymous().call(activation.accept, { body });
  const undone = await undo(owner, preview.id);
  expect(undone).toMatchObject({ undo: { done: 1, kept: 4, groupsDeleted: 0 } });
  const emails = (await everyone()).map(({ email }) => email);
  expect(emails).toEqual([active, bob.email, edited].sort());
  expect(emails).not.toContain(kept);
  const rows = await owner.call(userImports.listRows, { params: preview, query: {} });
  expect(rows.data.map((row) => row.undo?.code)).toEqual([null, ...Array(4).fill('changed_since')]);
  expect((await everyone()).find(({ email }) => email === bob.email)).toMatchObject({
    name: expect.stringContaining('Bobby'),
    groups: ['Navy'],
  });
});

test('an import is undone once, within a day, and only if it did something', async () => {
  const refused = async (id: string) => (await owner.refused(userImports.undo, { params: { id } })).code;
  const first = await upload(owner, `Email\n${anAddress()}\n`);
  expect(await refused(first.id)).toBe('not_undoable');
  const done = await commit(api, owner, first.id);
  expect(done.canUndo).toBe(true);
  await undo(owner, first.id);
  expect(await owner.call(userImports.undo, { params: { id: first.id } })).toMatchObject({
    status: 'undone',
  });
  const second = await upload(owner, `Email\n${anAddress()}\n`);
  await commit(api, owner, second.id);
  api.clock.advance(25 * 3_600_000);
  expect((await owner.call(userImports.get, { params: second })).canUndo).toBe(false);
  expect(await refused(second.id)).toBe('not_undoable');
});

test('who may not give a role may not take it back', async () => {
  const admin = await api.given.aMember(owner, { role: 'admin' });
  const preview = await upload(owner, `Email,Role\n${anAddress()},owner\n`);
  await commit(api, owner, preview.id);
  expect((await admin.refused(userImports.undo, { params: preview })).code).toBe('forbidden');
  expect((await undo(owner, preview.id)).undo).toMatchObject({ done: 1 });
});
