import {
  answerShape,
  createShape,
  defineFields,
  filterShape,
  importWords,
  selectionShape,
  updateShape,
} from '@muster/contracts/kit/fields';
import { line } from '@muster/contracts/kit/primitives';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { useApi } from '../../../test/harness.ts';
import { acrossAccounts } from '../db/across-accounts.ts';
import { type Query, sql } from '../db/sql.ts';
import { cellOf, cellReader, dictionary, normalise } from './cells.ts';
import { changedSince, columnsOf, filterOf, rowOf } from './sql.ts';
import { diff, newValues } from './values.ts';

const api = useApi();
const query: Query = (statement) => acrossAccounts(api.deps, 'a test').query(statement);

/** Fields that an account could define, in a column of JSON. */
const custom = defineFields({
  costCentre: {
    column: `custom->>'cost_centre'`,
    type: 'text',
    schema: line(10).min(1),
    example: '4711',
    empty: null,
    writtenBy: 'field',
    import: { words: 'costcentre kostenstelle', examples: ['4711', '4712'] },
  },
  shift: {
    column: `custom->>'shift'`,
    type: 'choice',
    schema: z.enum(['early', 'late']),
    example: 'early',
    initial: 'early',
    writtenBy: 'field',
    import: {
      words: 'shift',
      choices: { early: 'early fruh', late: 'late spat' },
      examples: ['early', 'late'],
    },
    list: { filter: 'one-of' },
  },
});

const table = sql`(VALUES (1, '{"cost_centre": "4711", "shift": "late"}'::jsonb), (2, '{"shift": "early"}'))
  AS u(id, custom)`;

test('a field of an account can be read and used as a filter', async () => {
  const read = sql`SELECT ${columnsOf(custom, 'u')} FROM ${table} WHERE true`;
  expect(await query(sql`${read} ORDER BY id`)).toEqual([
    { costCentre: '4711', shift: 'late' },
    { costCentre: null, shift: 'early' },
  ]);
  const filter = filterOf(custom, 'u');
  expect(await query(sql`${read} ${filter({ shift: ['late'] })}`)).toHaveLength(1);
  expect(await query(sql`${read} ${filter({ shift: ['late', 'early'] })}`)).toHaveLength(2);
  expect(await query(sql`${read} ${filter({})}`)).toHaveLength(2);
  expect(() => rowOf(custom)).toThrow('costCentre');
});

test('a field of an account is validated', () => {
  const create = z.strictObject(createShape(custom));
  const update = z.strictObject(updateShape(custom));
  expect(create.parse({ costCentre: ' 4711 ' })).toEqual({ costCentre: '4711', shift: 'early' });
  expect(create.safeParse({ costCentre: 'x'.repeat(11) }).success).toBe(false);
  expect(update.parse({ costCentre: null })).toEqual({ costCentre: null });
  expect(update.safeParse({ shift: null }).success).toBe(false);
  expect(z.object(answerShape(custom)).safeParse({ costCentre: null, shift: 'noon' }).success).toBe(false);
  expect(z.object(filterShape(custom)).parse({ shift: 'late' })).toEqual({ shift: ['late'] });
  expect(z.object(selectionShape(custom)).safeParse({ shift: 'late' }).success).toBe(false);
});

test('a field of an account is compared, and later changes are detected', async () => {
  const before = newValues(custom, { costCentre: '4711', shift: 'late' });
  expect(newValues(custom, {})).toEqual({ costCentre: null, shift: 'early' });
  expect(diff(custom, before, { shift: 'late' })).toEqual({ values: before, changes: {} });
  const { values, changes } = diff(custom, before, { costCentre: null });
  expect(values).toEqual({ costCentre: null, shift: 'late' });
  expect(changes).toEqual({ costCentre: { from: '4711', to: null } });
  const outdated = await query(sql`
    SELECT id FROM ${table}, (SELECT ${JSON.stringify(changes)}::jsonb AS changes) r
    WHERE ${changedSince(custom, 'r.changes', 'u')}`);
  expect(outdated).toEqual([{ id: 2 }]);
});

test('a field of an account can be imported and exported', () => {
  const headers = dictionary(importWords(custom));
  expect(headers.get(normalise('Kostenstelle'))).toBe('costCentre');
  expect(cellReader(custom.costCentre)('4711')).toEqual({ value: '4711' });
  expect(cellReader(custom.costCentre)('x'.repeat(11))).toHaveProperty('error.issues');
  expect(cellReader(custom.shift)('Früh')).toEqual({ value: 'early' });
  expect(cellReader(custom.shift)('noon')).toEqual({ error: 'unknown' });
  expect(cellOf('costCentre')({ costCentre: '4711' })).toBe('4711');
  expect(cellOf('costCentre')({ costCentre: null })).toBe('');
});
