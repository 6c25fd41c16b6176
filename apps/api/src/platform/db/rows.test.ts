import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useApi } from '../../../test/harness.ts';
import { accountContext } from '../context/account-context.ts';
import { noRequest, systemActor } from '../context/actor.ts';
import { acrossAccounts } from './across-accounts.ts';
import { defineRow, encodeRows, unnestRows } from './rows.ts';
import { type Query, sql } from './sql.ts';

const api = useApi();
const query: Query = (statement) => acrossAccounts(api.deps, 'a test').query(statement);

const everything = defineRow({
  place: 'place int',
  word: 'word text',
  words: 'words text[]',
  facts: 'facts jsonb',
  bytes: 'bytes bytea',
  isSo: 'is_so boolean',
  at: 'at timestamptz',
  size: 'size bigint',
});

// PostgreSQL text can contain neither NUL nor half a surrogate pair.
const text = fc.oneof(
  fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\0', '')),
  fc.constantFrom('', 'NULL', 'null', '{}', '"', '\\', '\\"', ',', '{"a",b}', ' a ', '\r\n\t', "'", '$1'),
);
// Keys are plain words: JSON.parse of Node 24.21 takes the key `\"` for a `\\` it has seen in the same place.
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values);
const row = fc.record({
  word: maybe(text),
  words: maybe(fc.array(maybe(text), { maxLength: 4 })),
  facts: maybe(
    fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), fc.oneof(text, fc.integer(), fc.boolean()), {
      maxKeys: 3,
    }),
  ),
  bytes: maybe(fc.uint8Array({ maxLength: 40 })),
  isSo: maybe(fc.boolean()),
  at: maybe(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })),
  size: maybe(fc.maxSafeInteger().map(String)),
});
const rows = fc.array(row, { maxLength: 6 });

test('rows reach a statement unchanged, whatever they contain', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (values) => {
      const given = values.map((value, place) => ({ place, ...value }));
      const read = sql`SELECT r.* FROM ${unnestRows('r', everything, given)} ORDER BY r.place`;
      const found = (await query<Record<string, unknown>>(read)).map(
        ({ bytes, facts, is_so: isSo, ...others }) => ({
          ...{ ...others, isSo },
          ...{ bytes: bytes === null ? null : Uint8Array.from(bytes as Buffer) },
          facts: facts === null ? null : { ...(facts as object) },
        }),
      );
      expect(found).toEqual(given.map((value) => ({ ...value, facts: value.facts && { ...value.facts } })));
    }),
    { numRuns: 200 },
  );
});

test('rows can be encoded in advance, and can be sent through Prisma', async () => {
  const owner = await api.given.anOwner();
  const given = [
    { id: 2, name: 'Ada "A" \\ Love, {x}', ids: ['a', null] },
    { id: 1, name: null, ids: [] },
  ];
  const types = defineRow({ id: 'id int', name: 'name text', ids: 'ids text[]' });
  const encoded = encodeRows(types, given);
  const ctx = accountContext(api.deps, owner.accountId, systemActor, noRequest);
  const found = await ctx.transaction((tx) =>
    tx.query(sql`SELECT r.* FROM ${unnestRows('r', types, encoded)} ORDER BY r.id DESC`),
  );
  expect(found).toEqual(given);
  expect(await query(sql`SELECT r.* FROM ${unnestRows('r', defineRow({ id: 'id int' }), [])}`)).toEqual([]);
});

test('a row lists the names of its columns, with or without an alias', () => {
  const person = defineRow({ id: 'id uuid', firstName: 'first_name text' });
  expect(person.names.text).toBe('"id", "first_name"');
  expect(person.of('p').text).toBe('p."id", p."first_name"');
});
