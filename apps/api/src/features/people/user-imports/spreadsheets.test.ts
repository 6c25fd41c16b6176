import { userImports } from '@muster/contracts/people/user-imports';
import { users } from '@muster/contracts/people/users';
import { beforeEach, expect, test } from 'vitest';
import { anAddress, type Person } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { commit, rowsOf, upload } from '../../../../test/imports.ts';
import { sharedXlsx, xmlTable } from '../../../../test/spreadsheets/tables.ts';

const api = useApi();
let owner: Person;
beforeEach(async () => {
  owner = await api.given.anOwner();
});

test('the users of a workbook are added', async () => {
  const [ada, grace] = [anAddress('ada'), anAddress('grace')];
  const file = await sharedXlsx([
    ['Staff of 2026'],
    ['E-mail', 'Vorname', 'Personalnummer'],
    [ada, 'Ada', '000123'],
    [grace, 'Grace', '1.5E+12'],
  ]);
  const preview = await upload(owner, file);
  expect(preview).toMatchObject({
    ...{ format: 'xlsx', sheets: ['Users'], sheet: 'Users', separator: 'comma', total: 2, warnings: 1 },
    counts: { create: 2, error: 0 },
  });
  const { data } = await owner.call(userImports.listRows, { params: preview, query: { warned: 'true' } });
  expect(data).toMatchObject([
    { line: 4, outcome: 'create', warnings: [{ code: 'external_id_shortened', field: 'externalId' }] },
  ]);
  await commit(api, owner, preview.id);
  const { data: added } = await owner.call(users.list, { query: { sort: 'name', role: 'member' } });
  expect(added.map(({ firstName, externalId }) => [firstName, externalId])).toEqual([
    ['Ada', '000123'],
    ['Grace', null],
  ]);
});

test('the sheet can be chosen, and one that is missing is refused', async () => {
  const content = xmlTable([['E-mail'], [anAddress()]], 'Staff');
  const form = (sheet: string) => ({ form: { file: new File([content], 'staff.xls'), sheet } });
  expect(await owner.call(userImports.create, form('Staff'))).toMatchObject({
    format: 'xml',
    sheets: ['Cover', 'Staff'],
    total: 1,
  });
  const refused = await owner.refused(userImports.create, form('Nobody'));
  expect(refused).toMatchObject({ code: 'file_invalid', errors: [{ code: 'sheet_missing' }] });
});

test('files of failed rows have the separator that the spreadsheet of the reader expects', async () => {
  const file = await sharedXlsx([
    ['E-mail', 'Name'],
    ['nobody', 'Ada'],
  ]);
  const answer = await owner.raw({
    method: 'GET',
    url: `/api/v1/user-imports/${(await upload(owner, file)).id}/errors.csv`,
  });
  expect(String(answer.body)).toContain('E-mail,Name,Reason');
});

test('columns that somebody chose are read alike in the next file with the same names, in this account only', async () => {
  const csv = (email: string) => `Contact,Crew,E-mail\n${email},Navy,old@example.org\n`;
  const first = await upload(owner, csv(anAddress()));
  expect(first).toMatchObject({
    columnsRemembered: false,
    columns: [{ field: null }, { field: null }, { field: 'email' }],
  });
  const fields = ['email' as const, 'groups' as const, null];
  await owner.call(userImports.update, { params: first, body: { fields } });
  const ada = anAddress('ada');
  const next = await upload(owner, csv(ada).replace('Crew', ' CREW'));
  expect(next.columnsRemembered).toBe(true);
  expect(next.columns.map(({ field }) => field)).toEqual(fields);
  expect(next.groupsToCreate).toEqual(['Navy']);
  expect(await rowsOf(owner, next.id)).toEqual([`2 create ${ada}`]);
  const other = await api.given.anOwner();
  expect((await upload(other, csv(ada))).columnsRemembered).toBe(false);
  expect((await upload(owner, csv(ada).replace('Crew', 'Ship'))).columnsRemembered).toBe(false);
});

test('a language that is not known is left out, and the person stays', async () => {
  const ada = anAddress('ada');
  const preview = await upload(owner, `Email;Sprache\n${ada};Klingonisch\n`);
  expect(preview).toMatchObject({ counts: { create: 1, error: 0 }, warnings: 1 });
  await commit(api, owner, preview.id);
  const { data } = await owner.call(users.lookUp, { body: { emails: [ada] } });
  expect(data).toMatchObject([{ user: { locale: null } }]);
});
