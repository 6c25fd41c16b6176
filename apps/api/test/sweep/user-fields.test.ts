import { entriesOf } from '@muster/contracts/kit/fields';
import { type UserField, userFields } from '@muster/contracts/people/user-fields';
import { userImports } from '@muster/contracts/people/user-imports';
import { type UpdateUser, users } from '@muster/contracts/people/users';
import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, test } from 'vitest';
import { translator } from '../../src/platform/i18n/translate.ts';
import { anAddress, type Person } from '../given.ts';
import { useApi } from '../harness.ts';
import { commit, upload } from '../imports.ts';

const api = useApi();
let owner: Person;
beforeEach(async () => {
  owner = await api.given.anOwner();
});

const fields = entriesOf(userFields);
const headerOf = (field: UserField, language: 'en' | 'de' = 'en') =>
  translator(language)(`imports.columns.${field}`);

/** A file with a row for one person; the address comes first. */
const file = (values: Partial<Record<UserField, string>>) => {
  const known = fields.map(([field]) => field).filter((field) => values[field] !== undefined);
  return `${known.map((field) => headerOf(field, 'de')).join(',')}\n${known.map((field) => values[field]).join(',')}\n`;
};

const lookUp = async (email: string) =>
  (await owner.call(users.lookUp, { body: { emails: [email] } })).data[0]?.user ?? expect.fail(email);

async function changesOf(userId: string): Promise<unknown[]> {
  const { data } = await owner.call(users.listActions, { params: { id: userId }, query: {} });
  return data.flatMap(({ data: { changes } }) => changes ?? []);
}

async function exported(field: UserField): Promise<(string | undefined)[]> {
  const { body } = await owner.raw({ method: 'GET', url: '/api/v1/users/export.csv?sort=-createdAt' });
  const rows = parse(String(body), { columns: true, bom: true }) as Record<string, string>[];
  return rows.map((row) => row[headerOf(field)]);
}

describe.each(fields)('%s', (field, { example, empty, import: imported }) => {
  const [first, second] = imported?.examples ?? [example, example];
  const valuesWith = (value: string) => ({ email: anAddress(), [field]: value });

  test('can be created, read and exported', async () => {
    const user = await owner.call(users.create, { body: valuesWith(second) });
    expect(user[field]).toBe(second);
    const { data } = await owner.call(users.list, { query: { sort: '-createdAt' } });
    expect(data[0]?.[field]).toBe(second);
    expect((await exported(field))[0]).toBe(second);
  });

  test('can be changed and cleared, and the audit log records it', async () => {
    const { id } = await owner.call(users.create, { body: valuesWith(first) });
    const change = (value: string | null) =>
      owner.call(users.update, { params: { id }, body: { [field]: value } as UpdateUser });
    expect((await change(second))[field]).toBe(second);
    expect(await changesOf(id)).toEqual([{ [field]: { from: first, to: second } }]);
    await change(second);
    expect(await changesOf(id)).toHaveLength(1);
    if (empty === undefined) {
      const body = { [field]: null } as never;
      expect((await owner.refused(users.update, { params: { id }, body })).code).toBe('validation_failed');
    } else {
      expect((await change(null))[field]).toBe(empty);
      expect((await changesOf(id))[0]).toEqual({ [field]: { from: second, to: empty } });
    }
  });

  if (!imported) return;

  test('can be imported', async () => {
    const values = valuesWith(second);
    const { id } = await upload(owner, file(values));
    const { data } = await owner.call(userImports.listRows, { params: { id }, query: {} });
    if (field !== 'email') expect(data[0]?.changes[field]).toEqual({ from: null, to: second });
    expect(await commit(api, owner, id)).toMatchObject({ counts: { create: 1, error: 0 } });
    expect((await lookUp(values.email))[field]).toBe(second);
  });

  // An import finds people by their address.
  if (field === 'email') return;

  test('can be changed by an import, unless outdated', async () => {
    const { email, id: userId } = await owner.call(users.create, { body: valuesWith(first) });
    const stale = await upload(owner, file({ email, [field]: second }), 'update');
    const { id } = await upload(owner, file({ email, [field]: second }), 'update');
    expect(await commit(api, owner, id)).toMatchObject({ counts: { update: 1, error: 0 } });
    expect((await lookUp(email))[field]).toBe(second);
    expect(await changesOf(userId)).toEqual([{ [field]: { from: first, to: second } }]);
    const { code } = await owner.refused(userImports.commit, { params: { id: stale.id }, body: {} });
    expect(code).toBe('import_outdated');
    const again = await upload(owner, file({ email, [field]: second }), 'update');
    expect(again.counts).toMatchObject({ update: 0, skip: 1 });
  });
});
