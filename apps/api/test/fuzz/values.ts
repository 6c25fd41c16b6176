import fc from 'fast-check';
import type { Described, Json } from './document.ts';

/** Strings that break programs: NUL, lone surrogates, direction marks, combining marks, script and SQL. */
const oddTexts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff x',
  '\u202eabc',
  'e\u0301\u0301\u0301',
  '\ufeff',
  '\u2028',
  '👩‍👩‍👧‍👦',
  'ﷺ',
  "'; DROP TABLE users; --",
  '<script>alert(1)</script>',
  '{{ constructor }}',
  '<%= 7 * 7 %>',
  '%00',
  '../../etc/passwd',
  'Ω'.repeat(400),
  'x'.repeat(70_000),
  '-0',
  '1e400',
  'null',
  'true',
];
const oddNumbers = [0, -0, -1, 0.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, Number.MIN_VALUE];

/** Any JSON value, with odd ones more often. */
export const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...oddTexts, ...oddNumbers, null, true, [], {}, [[]], [{}], { a: 1 }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Texts for schemas that say nothing more specific. */
const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom('Ada', 'Lovelace', 'Zoë', "O'Brien", 'Ω', '李', 'ada@example.com'),
);

/** The ids for a field or parameter by its name, mostly of the right kind. */
export type Ids = (name: string) => readonly string[];

/**
 * Values that match a schema of the document, as far as it is specific.
 * @param name the name of the field or parameter
 */
export function valuesOf(given: Json, described: Described, ids: Ids, name: string): fc.Arbitrary<unknown> {
  const of: Values = (schema, inner = name) => valuesOf(schema, described, ids, inner);
  const schema = described.resolve(given);
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  const choices = (schema.anyOf ?? schema.oneOf) as Json[] | undefined;
  if (choices) return fc.oneof(...choices.map((choice) => of(choice)));
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type) => of({ ...schema, type })));
  const { examples } = schema as { examples?: unknown[] };
  const own = plainValues(schema, of, ids(name));
  return examples
    ? fc.oneof({ weight: 1, arbitrary: fc.constantFrom(...examples) }, { weight: 3, arbitrary: own })
    : own;
}

type Values = (schema: Json, name?: string) => fc.Arbitrary<unknown>;

function plainValues(schema: Json, of: Values, ids: readonly string[]): fc.Arbitrary<unknown> {
  const limit = (name: string, otherwise: number) => Number(schema[name] ?? otherwise);
  switch (schema.type) {
    case 'object':
      return objects(schema, of);
    case 'array': {
      const minLength = limit('minItems', 0);
      const maxLength = Math.max(minLength, Math.min(limit('maxItems', 4), 4));
      return fc.array(of((schema.items ?? {}) as Json), { minLength, maxLength });
    }
    case 'string':
      return strings(schema, ids);
    case 'integer':
      return fc.integer({
        min: Math.max(limit('minimum', -9), -(2 ** 31)),
        max: Math.min(limit('maximum', 9_999), 2 ** 31),
      });
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return anyJson;
  }
}

function objects(schema: Json, of: Values): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Json>);
  if (properties.length === 0)
    return fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), anyJson, { maxKeys: 2 });
  const requiredKeys = (schema.required ?? []) as string[];
  return fc.record(Object.fromEntries(properties.map(([name, property]) => [name, of(property, name)])), {
    requiredKeys,
    noNullPrototype: true,
  });
}

function strings(schema: Json, ids: readonly string[]): fc.Arbitrary<string> {
  const [min, max] = [Number(schema.minLength ?? 0), Math.min(Number(schema.maxLength ?? 60), 60)];
  switch (schema.format) {
    case 'uuid':
      return fc.constantFrom(...ids);
    case 'email':
      return fc.nat(999_999).map((n) => `fuzz.${n}@example.org`);
    case 'date-time':
      return fc
        .date({ min: new Date('2020-01-01'), max: new Date('2036-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString());
    case 'uri':
      return fc.constantFrom(
        'https://example.com/hook',
        'https://127.0.0.1/x',
        'http://[::1]/',
        'https://user:pw@example.com/',
      );
    default:
      return texts.map((text) => [...text.padEnd(min, 'x')].slice(0, Math.max(max, min)).join(''));
  }
}
