import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { userImports } from '@muster/contracts/people/user-imports';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { anAddress, type Person } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { commit, upload } from '../../../../test/imports.ts';

const api = useApi();
let owner: Person;
beforeEach(async () => {
  owner = await api.given.anOwner();
});

// Uploads go to a folder of this test file.
const folder = mkdtempSync(join(tmpdir(), 'muster-uploads-'));
vi.stubEnv('TMPDIR', folder);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const url = '/api/v1/user-imports';
const csv = 'Email\nada@example.org\n';
type Part = readonly [string, string | File];

/** Sends a form; whatever the result, no file is left on disk. */
async function send(parts: readonly Part[]) {
  const form = new FormData();
  for (const [name, value] of parts) form.append(name, value);
  const answer = await owner.raw({ method: 'POST', url, payload: form as object });
  expect(readdirSync(folder)).toEqual([]);
  return answer;
}
const file = (content = csv, name = 'users.csv') => new File([content], name);
const faults = ({ body }: { body: unknown }) =>
  (body as { errors?: { pointer: string; code: string }[] }).errors?.map(({ pointer, code }) => [
    pointer,
    code,
  ]);

test('fields may come before or after the file, and folders are removed from the file name', async () => {
  const before = await send([
    ['mode', 'update'],
    ['file', file(csv, 'C:\\staff\\Größe.csv')],
  ]);
  expect(before).toMatchObject({ status: 201, body: { mode: 'update', fileName: 'Größe.csv' } });
  const after = await send([
    ['file', file()],
    ['mode', 'add_and_update'],
  ]);
  expect(after).toMatchObject({ status: 201, body: { mode: 'add_and_update' } });
  expect(await send([['file', file()]])).toMatchObject({ status: 201, body: { mode: 'add' } });
});

test('each unexpected part is reported', async () => {
  expect(faults(await send([['mode', 'add']]))).toEqual([['#/file', 'file_missing']]);
  expect(faults(await send([['file', csv]]))).toEqual([['#/file', 'unknown_field']]);
  expect(
    faults(
      await send([
        ['file', file()],
        ['file', file()],
      ]),
    ),
  ).toEqual([['#/file', 'file_repeated']]);
  expect(faults(await send([['upload', file()]]))).toEqual([['#/upload', 'unknown_field']]);
  expect(
    faults(
      await send([
        ['file', file()],
        ['colour', 'red'],
      ]),
    ),
  ).toEqual([['#/colour', 'unknown_field']]);
  expect(
    faults(
      await send([
        ['mode', 'x'],
        ['file', file()],
      ]),
    ),
  ).toEqual([['#/mode', 'invalid_value']]);
  const twice = await send([
    ['mode', 'add'],
    ['mode', 'add'],
    ['file', file()],
  ]);
  expect(faults(twice)).toEqual([['#/mode', 'field_repeated']]);
  const long = await send([
    ['mode', 'a'.repeat(2_000)],
    ['file', file()],
  ]);
  expect(faults(long)).toEqual([['#/mode', 'field_too_long']]);
});

test('bodies that are not a valid form are refused', async () => {
  const post = (type: string, payload: string) =>
    owner.raw({ method: 'POST', url, payload, headers: { 'content-type': type } });
  expect((await post('application/json', '{}')).status).toBe(415);
  expect((await post('text/csv', csv)).status).toBe(415);
  for (const [type, payload] of [
    ['multipart/form-data', 'x'],
    [
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\nabc',
    ],
    ['multipart/form-data; boundary=b', 'no form at all'],
  ] as const) {
    const answer = await post(type, payload);
    expect(answer.status, JSON.stringify(answer.body)).toBe(400);
    expect(answer.body).toMatchObject({ code: 'validation_failed' });
  }
});

test('a file that is too large or no table is refused, with advice', async () => {
  const line = `${'x'.repeat(999)}\n`;
  const large = await send([['file', file(line.repeat(20_950))]]);
  expect(large).toMatchObject({ status: 413, body: { code: 'payload_too_large' } });
  const zip = await send([['file', file('PK\x03\x04 a workbook renamed', 'users.csv')]]);
  expect(zip).toMatchObject({
    status: 422,
    body: { code: 'file_invalid', errors: [{ code: 'workbook_broken' }] },
  });
  expect((zip.body as { detail: string }).detail).toContain('save it as XLSX again');
  const old = new File([Buffer.from('d0cf11e0a1b11ae1', 'hex')], 'users.xls');
  expect((await send([['file', old]])).body).toMatchObject({
    errors: [{ code: 'workbook' }],
    detail: expect.stringContaining('Save it as XLSX or CSV'),
  });
  const open = await send([['file', file('Email\n"x\n\n')]]);
  expect((open.body as { detail: string }).detail).toContain('line 2');
  expect(await send([['file', file('Email;Name\n')]])).toMatchObject({
    body: { errors: [{ code: 'no_rows' }] },
  });
  expect((await owner.call(userImports.list, { query: {} })).data).toEqual([]);
});

test('the file is not read for a caller without the permission', async () => {
  const member = await api.given.aMember(owner);
  const form = { file: file('PK\x03\x04') };
  expect((await member.refused(userImports.create, { form })).code).toBe('forbidden');
  expect((await api.anonymous().refused(userImports.create, { form })).code).toBe('unauthenticated');
});

test('a formula in any cell is text and is escaped in the error file', async () => {
  const row = ['=cmd@example.org', '=HYPERLINK("http://evil")', '@SUM(A1)', '+1', '-2'];
  const quoted = row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  const { id } = await upload(owner, `Email,First name,Last name,Role,External ID\n${quoted}\n`);
  const out = String(await owner.call(userImports.errorsCsv, { params: { id } }));
  for (const cell of out.split('\r\n')[1]?.split(',').slice(0, 5) ?? []) expect(cell).toMatch(/^"?'[=+@-]/);
});

test('a hundred thousand rows are previewed, paged and counted', { timeout: 60_000 }, async () => {
  const rows = Array.from(
    { length: 100_000 },
    (_, index) => `p${index}@example.org,P${index},"Group ${index % 9}"`,
  );
  const { id, counts, groupsToCreate } = await upload(owner, `Email,First name,Groups\n${rows.join('\n')}`);
  expect(counts).toEqual({ create: 100_000, update: 0, skip: 0, error: 0 });
  expect(groupsToCreate).toHaveLength(9);
  const query = { limit: 200, include: 'total' } as const;
  const first = await owner.call(userImports.listRows, { params: { id }, query });
  expect(first.total).toBe(100_000);
  const cursor = first.nextCursor ?? '';
  const second = await owner.call(userImports.listRows, { params: { id }, query: { ...query, cursor } });
  expect(second.data[0]?.line).toBe(202);
  await owner.call(userImports.cancel, { params: { id } });
});

test('users of another account with the same addresses have no effect', async () => {
  const stranger = await api.given.anOwner();
  const email = anAddress();
  await api.given.aUser(stranger, { email });
  const { id } = await upload(owner, `Email\n${email}\n`);
  expect(await commit(api, owner, id)).toMatchObject({ counts: { create: 1, error: 0 } });
});
