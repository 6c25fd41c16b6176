import { nameKey } from '@muster/contracts/kit/text';
import { emails } from '@muster/contracts/mail/emails';
import { groups } from '@muster/contracts/people/groups';
import { savedViews } from '@muster/contracts/people/saved-views';
import { users } from '@muster/contracts/people/users';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Person } from '../given.ts';
import { useApi } from '../harness.ts';

const api = useApi();
let owner: Person;

const people = [
  ['José', 'Núñez'],
  ['Ada', 'Lovelace'],
  ['Richard', 'Strauß'],
  ['Jan', 'Łódź'],
  ['Søren', 'Ærø'],
  ['Þór', 'Ðorđević'],
  ['İpek', 'Işık'],
  ['Σωκράτης', 'Παπαδόπουλος'],
  ['Андрей', 'Королёв'],
  ['100%', 'a_b\\c'],
  ['Zo\u0308e', 'Ｗide'],
] as const;

beforeAll(async () => {
  owner = await api.given.anOwner();
  for (const [firstName, lastName] of people)
    await api.given.aUser(owner, { firstName, lastName, sendInvitation: true });
  for (const [firstName, lastName] of people) await api.given.aGroup(owner, `${firstName} ${lastName}`);
});

/** What is typed, and whose name is found. */
const searches = [
  ['jose', 'José'],
  ['JOSÉ', 'José'],
  ['jose\u0301', 'José'],
  ['nunez', 'José'],
  ['strauss', 'Richard'],
  ['STRAUSS', 'Richard'],
  ['strauß', 'Richard'],
  ['lodz', 'Jan'],
  ['łódź', 'Jan'],
  ['ŁÓDŹ', 'Jan'],
  ['ada lovelace', 'Ada'],
  ['lovelace ada', 'Ada'],
  ['  love\u00A0\tad ', 'Ada'],
  ['soren aero', 'Søren'],
  ['thor dordevic', 'Þór'],
  ['ipek isik', 'İpek'],
  ['σωκρατησ', 'Σωκράτης'],
  ['ΠΑΠΑΔΟΠΟΥΛΟΣ', 'Σωκράτης'],
  ['королев', 'Андрей'],
  ['0%', '100%'],
  ['a_b', '100%'],
  ['b\\c', '100%'],
  ['a％b', ''],
  ['zoe wide', 'Zöe'],
  ['ada strauss', ''],
] as const;

test.each(searches)('%j finds %j in every list', async (q, firstName) => {
  const wanted = firstName === '' ? [] : [firstName];
  const query = { q };
  const { data } = await owner.call(users.list, { query });
  expect(data.map((user) => user.firstName)).toEqual(wanted);
  expect((await owner.call(users.count, { query })).total).toBe(wanted.length);
  const found = await owner.call(groups.list, { query });
  expect(found.data.map(({ name }) => name.split(' ')[0])).toEqual(wanted);
  const sent = await owner.call(emails.list, { query });
  expect(sent.data.map(({ user }) => user.name.split(' ')[0])).toEqual(wanted);
});

test('addresses are found in any spelling, and after a change of name', async () => {
  const { id } = await api.given.aUser(owner, { email: 'renée@bücher.example', firstName: 'Renée' });
  for (const q of ['renee@bucher', 'RENÉE@BÜCHER.example'])
    expect((await owner.call(users.list, { query: { q } })).data.map((user) => user.id)).toEqual([id]);
  await owner.call(users.update, { params: { id }, body: { firstName: 'Zażółć' } });
  expect((await owner.call(users.list, { query: { q: 'zazolc' } })).data).toHaveLength(1);
});

/** NUL, and scripts that a database may not know yet. */
const tooNew = /[\0\u1C80-\u1CBF\u2C00-\u2C5F\uA640-\uABFF\u{10000}-\u{1EFFF}\u{30000}-\u{DFFFF}]/gu;

test('the database and the program compare names by the same key', async () => {
  const character = fc.oneof(
    fc.constantFrom(
      '\u00A0',
      '\u200B',
      '\u2028',
      '\u2800',
      'ß',
      'ẞ',
      'ſ',
      'ﬁ',
      'İ',
      'ς',
      'Σ',
      'e\u0301',
      'Å',
      '\u3000',
    ),
    fc.constantFrom(
      '\u00AD',
      '\u200D',
      '\uFE0F',
      '\u{E0041}',
      '\uFFA0',
      '\u1680',
      '\t',
      '  ',
      '１',
      '㎏',
      'ﷺ',
    ),
    fc.string({ unit: 'grapheme', maxLength: 3 }),
  );
  const names = fc
    .sample(fc.array(character, { maxLength: 8 }), 3_000)
    .map((parts) => parts.join('').replace(tooNew, ''));
  const { rows } = await api.deps.pool.query<{ name: string; key: string }>(
    'SELECT name, name_key(name) AS key FROM unnest($1::text[]) AS name',
    [names],
  );
  expect(rows).toHaveLength(names.length);
  for (const { name, key } of rows) expect(nameKey(name), JSON.stringify(name)).toBe(key);
});

/** Spellings of one name. */
const spellings = [
  'Büro Nord',
  'Bu\u0308ro Nord',
  'BÜRO  nord',
  'Büro\u00A0Nord',
  ' büro\u3000nord',
  'Bü\u200Bro Nord',
  'Ｂüro Nord',
];

test('a name is taken in each of its spellings, also at once, until it is free', async () => {
  const other = await api.given.anOwner();
  const create = (name: string) => other.try(groups.create, { body: { name } });
  const answers = await Promise.all(spellings.map(create));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...spellings.slice(1).map(() => 409)]);
  const view = (name: string) => other.try(savedViews.create, { body: { name, query: {} } });
  expect((await view('Straße')).status).toBe(201);
  for (const name of ['STRASSE', ' stra\u00DFe ', 'Straſſe'])
    expect(await view(name)).toMatchObject({ status: 409, body: { code: 'view_exists' } });
  const { data } = await other.call(groups.list, { query: {} });
  await other.call(groups.update, { params: { id: data[0]?.id ?? '' }, body: { name: 'BÜRO NORD' } });
  await other.call(groups.delete, { params: { id: data[0]?.id ?? '' } });
  expect((await create('Bu\u0308ro Nord')).status).toBe(201);
});
