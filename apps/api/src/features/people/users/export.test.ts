import { auditEvents } from '@muster/contracts/account/audit-events';
import { userImports } from '@muster/contracts/people/user-imports';
import { users } from '@muster/contracts/people/users';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { anAddress, type Person } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { upload } from '../../../../test/imports.ts';

const api = useApi();

async function download(person: Person, query = '') {
  const answer = await person.raw({ method: 'GET', url: `/api/v1/users/export.csv${query}` });
  const separator = query.includes('semicolon') ? ';' : ',';
  const rows = parse(String(answer.body), { columns: true, bom: true, delimiter: separator }) as Record<
    string,
    string
  >[];
  return { ...answer, rows };
}

test('an export has the filtered users in order, with groups and with formulas escaped', async () => {
  const owner = await api.given.anOwner();
  const sales = await api.given.aGroup(owner, 'Sales');
  const formula = await api.given.aGroup(owner, '=cmd()');
  await api.given.aUser(owner, { firstName: '=1+1', lastName: '-x', groupIds: [sales.id, formula.id] });
  await api.given.aUser(owner, { firstName: '@Zoë', lastName: 'Größe, "die"', groupIds: [sales.id] });
  await api.given.aUser(owner, { firstName: 'Not in Sales' });
  const { rows, status, headers } = await download(owner, `?groupId=${sales.id}&sort=-createdAt`);
  expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
  expect(headers['content-disposition']).toMatch(/^attachment; filename="users-\d{4}-\d\d-\d\d\.csv"$/);
  expect(rows.map((row) => [row['First name'], row['Last name'], row.Groups])).toEqual([
    ["'@Zoë", 'Größe, "die"', 'Sales'],
    ["'=1+1", "'-x", "'=cmd(); Sales"],
  ]);
  const { data } = await owner.call(auditEvents.list, { query: { action: 'users.exported' } });
  expect(data[0]?.data).toEqual({ filter: { groupId: [sales.id] } });
  expect((await download(owner, '?separator=semicolon')).rows).toHaveLength(4);
});

test('an export as a workbook or in UTF-16 has the same rows, and an import reads it unchanged', async () => {
  const owner = await api.given.anOwner();
  const sales = await api.given.aGroup(owner, 'Sales & more');
  const body = { firstName: '=1+1', lastName: '<Größe>', externalId: '000123', groupIds: [sales.id] };
  const ada = await api.given.aUser(owner, body);
  const file = async (url: string) => {
    const answer = await owner.raw({ method: 'GET', url: `/api/v1/users/${url}` });
    return { type: answer.headers['content-type'], content: answer.bytes };
  };
  const other = await api.given.anOwner();
  for (const [url, type] of [
    ['export.xlsx?role=member', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['export.csv?role=member&encoding=utf-16le&separator=tab', 'text/csv; charset=utf-16le'],
  ] as const) {
    const { type: got, content } = await file(url);
    expect(got).toBe(type);
    const preview = await upload(other, content);
    expect(preview).toMatchObject({ total: 1, counts: { create: 1 }, groupsToCreate: ['Sales & more'] });
    const { data } = await other.call(userImports.listRows, { params: preview, query: {} });
    expect(data[0]).toMatchObject({
      email: ada.email,
      changes: { firstName: { to: '=1+1' }, lastName: { to: '<Größe>' }, externalId: { to: '000123' } },
    });
  }
});

test('an export of many pages has each user once', async () => {
  const owner = await api.given.anOwner();
  const emails = Array.from({ length: 1300 }, () => anAddress());
  for (const part of [emails.slice(0, 1000), emails.slice(1000)]) {
    await owner.call(users.batch, { body: { users: part.map((email) => ({ email })) } });
  }
  const { rows } = await download(owner, '?role=member&sort=email');
  expect(rows.map((row) => row['E-mail'])).toEqual([...emails].sort());
  const { rows: none } = await download(owner, '?q=nobody-is-called-so');
  expect(none).toEqual([]);
});

test('totals are exact, and a slow one is left to a separate call', async () => {
  const owner = await api.given.anOwner();
  const group = await api.given.aGroup(owner);
  await api.given.aUser(owner, { groupIds: [group.id], firstName: 'Ada' });
  const total = async (query: object) =>
    (await owner.call(users.list, { query: { include: 'total', ...query } })).total;
  expect(await total({})).toBe(2);
  expect(await total({ groupId: group.id })).toBe(1);
  expect(await total({ groupId: '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d' })).toBe(0);
  expect(await total({ q: 'ada', status: ['added'] })).toBe(1);
  await api.deps.pool.query(
    `INSERT INTO users (account_id, id, email, email_display, name, updated_at)
     SELECT $1, gen_random_uuid(), n || '@crowd.example', n || '@crowd.example', 'Crowd ' || n, now()
     FROM generate_series(1, 10001) AS n`,
    [owner.accountId],
  );
  expect(await total({})).toBe(10_003);
  expect(await total({ status: 'added' })).toBeNull();
  expect(await owner.call(users.count, { query: { status: 'added' } })).toEqual({ total: 10_002 });
  // Each word is found anywhere: 280 of the numbers contain 77.
  expect(await total({ q: 'crowd 77' })).toBe(280);
});
