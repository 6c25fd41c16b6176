import { auditEvents } from '@muster/contracts/account/audit-events';
import { groups } from '@muster/contracts/people/groups';
import { userImports } from '@muster/contracts/people/user-imports';
import { users } from '@muster/contracts/people/users';
import { beforeEach, expect, test } from 'vitest';
import type { Person } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { commit, rowsOf, upload } from '../../../../test/imports.ts';
import { expectInvariants } from '../../../../test/invariants.ts';

const api = useApi();
let owner: Person;
beforeEach(async () => {
  owner = await api.given.anOwner();
});

const everybody = async () => (await owner.call(users.list, { query: { sort: 'email', limit: 200 } })).data;
const find = async (email: string) => (await everybody()).find((user) => user.email === email);

test('an import creates users with names, roles, groups, languages and invitations, as previewed', async () => {
  await api.given.aGroup(owner, 'Berlin');
  const file = `E-Mail;Name;Rolle;Gruppe 1;Gruppe 2;Sprache;Personalnummer
Ada@Example.org;Lovelace, Ada;Admin;berlin;Night shift|Ops;de;7
grace@example.org;Grace Hopper;;;;;
grace@gmial.com;;;"Ops, NIGHT SHIFT";;English;`;
  const preview = await upload(owner, file);
  expect(preview).toMatchObject({
    status: 'previewed',
    separator: 'semicolon',
    total: 3,
    counts: { create: 3, update: 0, skip: 0, error: 0 },
    seats: { needed: 3, available: null },
    groupsToCreate: ['Night shift', 'Ops'],
    invitations: 3,
    suggestions: 1,
    progress: { done: 0, total: 3 },
  });
  expect(preview.columns.map(({ field }) => field)).toEqual([
    ...['email', 'name', 'role', 'groups', 'groups', 'locale', 'externalId'],
  ]);
  expect((await everybody()).length).toBe(1);
  const query = { suggested: 'true' } as const;
  const { data } = await owner.call(userImports.listRows, { params: { id: preview.id }, query });
  expect(data).toMatchObject([{ line: 4, suggestion: 'grace@gmail.com' }]);

  const done = await commit(api, owner, preview.id, { sendInvitations: true });
  expect(done).toMatchObject({ status: 'done', counts: preview.counts, progress: { done: 3, total: 3 } });
  expect(await find('Ada@Example.org')).toMatchObject({
    firstName: 'Ada',
    lastName: 'Lovelace',
    role: 'admin',
    status: 'invited',
    locale: 'de',
    externalId: '7',
    groups: [{ name: 'Berlin' }, { name: 'Night shift' }, { name: 'Ops' }],
  });
  expect((await find('grace@gmial.com'))?.groups.map(({ name }) => name)).toEqual(['Night shift', 'Ops']);
  for (const email of ['Ada@Example.org', 'grace@example.org', 'grace@gmial.com'])
    expect(await api.given.mailsTo(email)).toHaveLength(1);
  const rows = await owner.call(userImports.listRows, { params: { id: preview.id }, query: {} });
  expect(rows.data[0]?.userId).toBe((await find('Ada@Example.org'))?.id);
  const events = await owner.call(auditEvents.list, {
    query: { action: ['user.created', 'user_import.finished'] },
  });
  expect(new Set(events.data.slice(0, 4).map((event) => event.data.userImportId))).toEqual(
    new Set([preview.id]),
  );
  await expectInvariants(api);
});

const known = async () => {
  const group = await api.given.aGroup(owner, 'Sales');
  const body = { firstName: 'Ada', lastName: 'Byron', externalId: 'X1', groupIds: [group.id] };
  return api.given.aUser(owner, { email: 'ada@example.org', ...body });
};

test('the mode decides whether existing users are skipped, updated, or the only ones changed', async () => {
  await known();
  const file =
    'Email,Last name,Groups,Role\nada@example.org,Lovelace,"Sales;New",admin\nnew@example.org,New,,\n';
  const add = await upload(owner, file);
  expect(await rowsOf(owner, add.id)).toEqual([
    '2 skip ada@example.org user_exists',
    '3 create new@example.org',
  ]);
  const patch = (mode: 'update' | 'add_and_update') =>
    owner.call(userImports.update, { params: { id: add.id }, body: { mode } });
  expect(await patch('update')).toMatchObject({ counts: { create: 0, update: 1, skip: 1, error: 0 } });
  expect(await rowsOf(owner, add.id)).toEqual([
    '2 update ada@example.org',
    '3 skip new@example.org user_missing',
  ]);
  expect(await patch('add_and_update')).toMatchObject({
    counts: { create: 1, update: 1, skip: 0, error: 0 },
  });
  const { data } = await owner.call(userImports.listRows, {
    params: { id: add.id },
    query: { outcome: 'update' },
  });
  expect(data[0]?.changes).toEqual({
    lastName: { from: 'Byron', to: 'Lovelace' },
    role: { from: 'member', to: 'admin' },
    groups: { from: ['Sales'], to: ['Sales', 'New'] },
  });
  await commit(api, owner, add.id);
  // Empty cells change nothing, and nobody leaves a group.
  expect(await find('ada@example.org')).toMatchObject({
    ...{ name: 'Ada Lovelace', role: 'admin', externalId: 'X1' },
    groups: [{ name: 'New' }, { name: 'Sales' }],
  });
  const again = await upload(owner, file, 'add_and_update');
  expect(await rowsOf(owner, again.id)).toEqual([
    '2 skip ada@example.org unchanged',
    '3 skip new@example.org unchanged',
  ]);
  await expectInvariants(api);
});

test('each row that fails has a reason, and the others are imported', async () => {
  await known();
  const file = [
    'Email,First name,Role,External ID,Language,Groups',
    'fine@example.org,Fine,,,,',
    'FINE@example.org,Twin,,,,',
    ',Nobody,,,,',
    'not an address,,,,,',
    'a@example.org,www.spam.example,king,X1,xx,',
    'b@example.org,,,Y2,,',
    'c@example.org,,,Y2,,',
    `d@example.org,,,,,"${Array.from({ length: 101 }, (_, index) => `G${index}`).join(';')}"`,
    'e@example.org,,,,,Berlin, Sales',
    '"f@example.org,Open',
    'g@example.org,"Quoted" text,,,,',
  ].join('\n');
  const { id, counts } = await upload(owner, file);
  expect(await rowsOf(owner, id)).toEqual([
    '2 create fine@example.org',
    '3 error FINE@example.org email_duplicate',
    '4 error  email_missing',
    '5 error  email_invalid',
    '6 error a@example.org link_in_name role_unknown external_id_taken',
    '7 create b@example.org',
    '8 error c@example.org external_id_duplicate',
    '9 error d@example.org too_many_groups',
    '10 error e@example.org cells_beyond_columns',
    expect.stringMatching(/^11 error .* quote_broken$/s),
  ]);
  expect(counts).toEqual({ create: 2, update: 0, skip: 0, error: 8 });
  const german = { method: 'GET', url: `/api/v1/user-imports/${id}/rows?outcome=error&limit=1` } as const;
  const { body } = await owner.raw({ ...german, headers: { 'accept-language': 'de' } });
  expect(body).toMatchObject({ data: [{ errors: [{ detail: 'Die Adresse steht schon in Zeile 2.' }] }] });
  expect(await commit(api, owner, id)).toMatchObject({ status: 'done', counts });
  expect(await find('fine@example.org')).toBeDefined();
});

test('the failed rows can be downloaded with reasons, corrected and imported', async () => {
  const { id } = await upload(
    owner,
    'Email;Name;Note\r\nada;"=Ada ""A"" Byron";x\r\ngrace@example.org;Grace;y\r\n',
  );
  await commit(api, owner, id);
  const csv = String(await owner.call(userImports.errorsCsv, { params: { id } }));
  expect(csv).toBe(
    '\uFEFFEmail;Name;Note;Reason\r\nada;"\'=Ada ""A"" Byron";x;This is not a valid e-mail address.\r\n',
  );
  const second = await upload(owner, csv.replace('\nada;', '\nada@example.org;'));
  expect(second).toMatchObject({ counts: { create: 1, error: 0 } });
  await commit(api, owner, second.id);
  expect(await find('ada@example.org')).toMatchObject({ name: '=Ada "A" Byron' });
  const template = String(await owner.call(userImports.template, { query: { separator: 'semicolon' } }));
  expect(await upload(owner, template)).toMatchObject({ counts: { create: 2, error: 0 } });
});

test('without an e-mail column every row fails until the column is chosen', async () => {
  const { id, counts } = await upload(owner, 'Kontakt,Wer\nada@example.org,Ada Lovelace\n');
  expect(counts.error).toBe(1);
  expect(await rowsOf(owner, id)).toEqual(['2 error  email_column_missing']);
  const patch = (fields: ('email' | 'name' | null)[]) => ({ params: { id }, body: { fields } });
  expect((await owner.refused(userImports.update, patch(['email']))).errors?.[0]?.code).toBe(
    'columns_differ',
  );
  const twice = await owner.refused(userImports.update, patch(['email', 'email']));
  expect(twice.errors?.[0]).toMatchObject({ pointer: '#/fields/1', code: 'column_twice' });
  const corrected = await owner.call(userImports.update, patch(['email', 'name']));
  expect(corrected).toMatchObject({ counts: { create: 1, error: 0 } });
  expect(await commit(api, owner, id)).toMatchObject({ counts: { create: 1, error: 0 } });
  expect(await find('ada@example.org')).toMatchObject({ name: 'Ada Lovelace' });
});

test('only owners can create and change owners, and the last one stays', async () => {
  const admin = await api.given.aMember(owner, { role: 'admin' });
  const promote = 'Email,Role\nboss@example.org,owner\n';
  const byAdmin = await upload(admin, promote);
  expect(await rowsOf(admin, byAdmin.id)).toEqual(['2 error boss@example.org owner_not_allowed']);
  const byOwner = await upload(owner, promote);
  const refused = await admin.refused(userImports.commit, { params: { id: byOwner.id }, body: {} });
  expect(refused.code).toBe('forbidden');
  const demote = await upload(owner, `Email,Role\n${owner.email},member\n`, 'update');
  expect(await rowsOf(owner, demote.id)).toEqual([`2 error ${owner.email} last_owner`]);
  const second = await api.given.aMember(owner, { role: 'owner' });
  const both = await upload(owner, `Email,Role\n${second.email},admin\n${owner.email},admin\n`, 'update');
  expect(await rowsOf(owner, both.id)).toEqual([
    `2 update ${second.email}`,
    `3 error ${owner.email} last_owner`,
  ]);
  await commit(api, owner, both.id);
  expect((await everybody()).filter(({ role }) => role === 'owner').map(({ email }) => email)).toEqual([
    owner.email,
  ]);
});

test('an import cannot change after it is done, and belongs to its account', async () => {
  const { id } = await upload(owner, 'Email\nada@example.org\n');
  const stranger = await api.given.anOwner();
  expect((await stranger.refused(userImports.get, { params: { id } })).code).toBe('not_found');
  expect((await stranger.refused(userImports.commit, { params: { id }, body: {} })).code).toBe('not_found');
  await commit(api, owner, id);
  expect((await owner.refused(userImports.cancel, { params: { id } })).code).toBe('import_settled');
  expect((await owner.refused(userImports.update, { params: { id }, body: {} })).code).toBe('import_settled');
  expect(await owner.call(userImports.commit, { params: { id }, body: {} })).toMatchObject({
    status: 'done',
  });
  const previewed = await upload(owner, 'Email\ngrace@example.org\n');
  await owner.call(userImports.cancel, { params: { id: previewed.id } });
  expect((await owner.refused(userImports.get, { params: { id: previewed.id } })).code).toBe('not_found');
  const listed = await owner.call(userImports.list, { query: { include: 'total' } });
  expect([listed.total, ...listed.data.map((entry) => entry.id)]).toEqual([1, id]);
  const withGroups = await upload(owner, 'Email,Group\nzoe@example.org,None\n');
  await commit(api, owner, withGroups.id, { createGroups: false });
  expect((await owner.call(groups.list, { query: {} })).data).toEqual([]);
  expect(await find('zoe@example.org')).toMatchObject({ groups: [] });
});
