import { userImports } from '@muster/contracts/people/user-imports';
import { users } from '@muster/contracts/people/users';
import { beforeEach, expect, test } from 'vitest';
import { anAddress, type Person } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { commit, rowsOf, upload } from '../../../../test/imports.ts';

const api = useApi();
let owner: Person;
beforeEach(async () => {
  owner = await api.given.anOwner();
});

const get = (id: string) => owner.call(userImports.get, { params: { id } });
const fix = (id: string, line: number, cells: string[]) =>
  owner.call(userImports.fixRow, { params: { id, line }, body: { cells } });

test('a cell is fixed in the preview, with the rows that depend on it', async () => {
  const [ada, grace] = [anAddress('ada'), anAddress('grace')];
  const { id } = await upload(owner, `Email,Role\n${ada},boss\n${ada},\n${grace},\n`);
  expect(await rowsOf(owner, id)).toEqual([
    `2 error ${ada} role_unknown`,
    `3 error ${ada} email_duplicate`,
    `4 create ${grace}`,
  ]);
  expect(await owner.call(userImports.getRow, { params: { id, line: 2 } })).toMatchObject({
    cells: [ada, 'boss'],
  });
  const other = anAddress('other');
  expect(await fix(id, 2, [other, 'admin'])).toMatchObject({
    line: 2,
    outcome: 'create',
    cells: [other, 'admin'],
  });
  expect(await rowsOf(owner, id)).toEqual([`2 create ${other}`, `3 create ${ada}`, `4 create ${grace}`]);
  expect(await get(id)).toMatchObject({ counts: { create: 3, error: 0 } });
  const refused = async (line: number) =>
    (await owner.refused(userImports.fixRow, { params: { id, line }, body: { cells: ['x'] } })).code;
  expect(await refused(9)).toBe('not_found');
  await commit(api, owner, id);
  expect(await refused(2)).toBe('import_settled');
});

test('failed rows are previewed by themselves while the others are imported', async () => {
  const [ada, grace] = [anAddress('ada'), anAddress('grace')];
  const { id } = await upload(owner, `Email,Role,Team\n${ada},,Navy\n${grace},boss,Navy\n`);
  const refused = async (one: string) =>
    (await owner.refused(userImports.retry, { params: { id: one } })).code;
  expect(await refused(id)).toBe('import_settled');
  await owner.call(userImports.commit, { params: { id }, body: {} });
  const again = await owner.call(userImports.retry, { params: { id } });
  expect(again).toMatchObject({
    status: 'previewed',
    total: 1,
    mode: 'add_and_update',
    counts: { error: 1 },
  });
  expect(await rowsOf(owner, again.id)).toEqual([`3 error ${grace} role_unknown`]);
  await fix(again.id, 3, [grace, 'admin', 'Navy']);
  await api.runJobs();
  await commit(api, owner, again.id);
  const { data } = await owner.call(users.lookUp, { body: { emails: [ada, grace] } });
  expect(data.map(({ user }) => [user.role, user.groups.map(({ name }) => name)])).toEqual([
    ['member', ['Navy']],
    ['admin', ['Navy']],
  ]);
  expect(await refused(again.id)).toBe('file_invalid');
});
