import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fieldOf } from '../../apps/api/src/features/people/user-imports/read/header-words.ts';
import { entriesOf } from '../../packages/contracts/src/kit/fields.ts';
import { fileColumns, userFields } from '../../packages/contracts/src/people/user-fields.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const schema = read('prisma/schema/people/users.prisma');
const [, model = ''] = /^model User \{([\s\S]*?)^\}/m.exec(schema) ?? [];

/** The property of the model that is stored in a column: its type and its attributes. */
function propertyOf(column: string): { type: string; attributes: string } | undefined {
  for (const [, name = '', type = '', attributes = ''] of model.matchAll(/^ +(\w+) +(\S+)(.*)$/gm)) {
    const [, mapped = name] = /@map\("(\w+)"\)/.exec(attributes) ?? [];
    if (mapped === column) return { type, attributes };
  }
  return undefined;
}

const languages = ['en', 'de'] as const;
const textsOf = (app: 'api' | 'web', language: string) =>
  JSON.parse(read(`apps/${app}/src/platform/i18n/messages/${language}.json`));

describe.each(entriesOf(userFields))('the field %s', (key, spec) => {
  test('fits the schema of the database', () => {
    const property = propertyOf(spec.column);
    expect(property, spec.column).toBeDefined();
    const { type = '', attributes = '' } = property ?? {};
    expect(type.endsWith('?'), 'a column is nullable if clearing writes null').toBe(spec.empty === null);
    if (spec.empty === '') expect(attributes).toContain('@default("")');
    const enumeration = new RegExp(`^enum (\\w+) \\{[^}]*@@map\\("${spec.enumType}"\\)`, 'm').exec(schema);
    expect(type.replace('?', '')).toBe(spec.enumType === undefined ? 'String' : enumeration?.[1]);
  });

  test('has a label in both languages, which an import recognises', () => {
    for (const language of languages) {
      const shown: string = textsOf('web', language).people.field[key] ?? '';
      expect(shown, `apps/web ${language}: people.field.${key}`).not.toBe('');
      if (!spec.import) continue;
      const header: string = textsOf('api', language).imports.columns[key] ?? '';
      expect(fieldOf(header), `apps/api ${language}: imports.columns.${key}`).toBe(key);
      expect(fieldOf(shown), shown).toBe(key);
    }
  });

  test('has examples that are valid', () => {
    for (const example of [spec.example, ...(spec.import?.examples ?? [])])
      expect(spec.schema.safeParse(example).success, example).toBe(true);
  });
});

test('no two fields share a column or an import header', () => {
  const columns = entriesOf(userFields).map(([, { column }]) => column);
  expect(new Set(columns).size).toBe(columns.length);
  const words = Object.entries(fileColumns).flatMap(([field, list]) => {
    return [...new Set(list.split(/\s+/))].map((word) => ({ field, word }));
  });
  for (const { field, word } of words) expect(fieldOf(word), word).toBe(field);
});
