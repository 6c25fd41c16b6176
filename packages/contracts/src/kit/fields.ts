import * as z from 'zod';
import { repeatable } from './primitives.ts';

/** One value of a field: a line of text, or one of some choices. */
export type FieldType = 'text' | 'choice';

/**
 * A field of a thing, described once. The contract, the SQL, the import, the export, the audit log and the
 * screens read it. It is plain data, so that a field that an account defines can have the same shape.
 */
export interface FieldSpec {
  /** Its column: `first_name`; of a field that an account defines: `custom->>'cost_centre'`. */
  readonly column: string;
  /** The PostgreSQL enum of the column; without one, it is text. */
  readonly enumType?: string;
  readonly type: FieldType;
  /** One value in a request. */
  readonly schema: z.ZodType<string, string>;
  readonly example: string;
  /** What clearing the field writes. A field without it cannot be cleared. */
  readonly empty?: '' | null;
  /** The value of something new if the request has none. A field with neither this nor `empty` is required. */
  readonly initial?: string;
  /** Copied from the request, or by rules that have a function of their own. */
  readonly writtenBy: 'field' | 'rule';
  /** How a file of users names it; without this, an import does not know it. */
  readonly import?: ImportSpec;
  readonly list?: { readonly isColumn?: true; readonly filter?: 'one-of' };
}

/** How a field occurs in a file. Words are in lower case, without accents, spaces and punctuation. */
export interface ImportSpec {
  /** The names of its column, in any language. */
  readonly words: string;
  /** The words for each choice. */
  readonly choices?: Readonly<Record<string, string>>;
  /** Its cells in the template's rows, which show two people. */
  readonly examples: readonly [string, string];
}

export type Fields = Readonly<Record<string, FieldSpec>>;

/** Declares fields by key; keeps the types of keys and values. */
export function defineFields<const F extends Fields>(fields: F): F {
  return fields;
}

type Entries<F> = readonly (readonly [keyof F & string, FieldSpec])[];

// An import asks several times a row.
const known = new WeakMap<Fields, Entries<Fields>>();

/** The descriptions by key, without the differences between their types. */
export function entriesOf<F extends Fields>(fields: F): Entries<F> {
  const entries = known.get(fields) ?? Object.entries(fields);
  known.set(fields, entries);
  return entries as Entries<F>;
}

/** The fields whose description has these properties: `fieldsWhere(fields, { writtenBy: 'field' })`. */
export function fieldsWhere<F extends Fields, const P extends Partial<FieldSpec>>(
  fields: F,
  properties: P,
): FieldsWhere<F, P> {
  const isWanted = (spec: FieldSpec) =>
    Object.entries(properties).every(([name, value]) => spec[name as keyof FieldSpec] === value);
  return Object.fromEntries(entriesOf(fields).filter(([, spec]) => isWanted(spec))) as FieldsWhere<F, P>;
}

type FieldsWhere<F extends Fields, P> = { [K in keyof F as F[K] extends P ? K : never]: F[K] };

/** The keys of the fields that a filter of this kind finds. */
export type FilterKey<F extends Fields> = {
  [K in keyof F]: F[K] extends { type: 'choice'; list: { filter: 'one-of' } } ? K : never;
}[keyof F] &
  string;

/** The keys of the fields with choices. */
export type ChoiceKey<F extends Fields> = keyof FieldsWhere<F, { type: 'choice' }> & string;

/** The keys of the fields whose values have rules. */
export type RuleKey<F extends Fields> = keyof FieldsWhere<F, { writtenBy: 'rule' }> & string;

type EmptyOf<S> = S extends { empty: infer E } ? E : never;

/** The stored values of fields, by key. */
export type ValuesOf<F extends Fields> = {
  -readonly [K in keyof F]: z.output<F[K]['schema']> | EmptyOf<F[K]>;
};

/** What a request can say about fields: nothing, a value, or `null` to clear one. */
export type InputOf<F extends Fields> = {
  readonly [K in keyof F]?: string | null | undefined;
};

type Answered<S extends FieldSpec> = S['type'] extends 'text' ? z.ZodString : S['schema'];
type Nullable<S, T extends z.ZodType> = null extends EmptyOf<S> ? z.ZodNullable<T> : T;
type Created<S extends FieldSpec> = S extends { initial: string } | { empty: '' }
  ? z.ZodDefault<S['schema']>
  : S extends { empty: null }
    ? z.ZodOptional<z.ZodNullable<S['schema']>>
    : S['schema'];
type Updated<S extends FieldSpec> = z.ZodOptional<
  S extends { empty: '' | null } ? z.ZodNullable<S['schema']> : S['schema']
>;

/** The fields as a response has them. Stored texts are not validated again. */
export function answerShape<F extends Fields>(
  fields: F,
): { -readonly [K in keyof F]: Nullable<F[K], Answered<F[K]>> } {
  return shapeOf(fields, ({ type, schema, empty }) => {
    const answered = type === 'text' ? z.string() : schema;
    return empty === null ? answered.nullable() : answered;
  });
}

/** The fields as the body of a request that creates something has them. */
export function createShape<F extends Fields>(fields: F): { -readonly [K in keyof F]: Created<F[K]> } {
  return shapeOf(fields, ({ schema, empty, initial = empty }) => {
    if (initial === undefined) return schema;
    return initial === null ? schema.nullable().optional() : z._default(schema, initial);
  });
}

/** The fields as the body of a request that changes something has them; `null` clears a field. */
export function updateShape<F extends Fields>(fields: F): { -readonly [K in keyof F]: Updated<F[K]> } {
  return shapeOf(fields, ({ schema, empty }) =>
    empty === undefined ? schema.optional() : schema.nullable().optional(),
  );
}

/** The filters of fields in a query string. */
export function filterShape<F extends Fields>(
  fields: F,
): { [K in FilterKey<F>]: ReturnType<typeof repeatable<F[K]['schema']>> } {
  return shapeOf(filtered(fields), ({ schema }) => repeatable(schema));
}

/** The filters of fields in a JSON body. */
export function selectionShape<F extends Fields>(
  fields: F,
): { [K in FilterKey<F>]: z.ZodOptional<z.ZodArray<F[K]['schema']>> } {
  return shapeOf(filtered(fields), ({ schema }) => z.array(schema).max(100).optional());
}

/** The fields that lists filter by. */
export function filtered<F extends Fields>(fields: F): Pick<F, FilterKey<F>> {
  return Object.fromEntries(entriesOf(fields).filter(([, { list }]) => list?.filter === 'one-of')) as never;
}

/** The names of the columns of a file, of the fields that an import knows. */
export function importWords<F extends Fields>(
  fields: F,
): { [K in keyof F as F[K] extends { import: ImportSpec } ? K : never]: string } {
  return Object.fromEntries(
    entriesOf(fields).flatMap(([key, spec]) => (spec.import ? [[key, spec.import.words]] : [])),
  ) as never;
}

/** The keys of the fields that are a column of their list. */
export function listed<F extends Fields>(fields: F): (keyof F & string)[] {
  return entriesOf(fields).flatMap(([key, { list }]) => (list?.isColumn ? [key] : []));
}

/** The values of something without any of its own; empty where a value is required. */
export function initialValues<F extends Fields>(fields: F): ValuesOf<F> {
  const values = entriesOf(fields).map(([key, { initial, empty = '' }]) => [key, initial ?? empty]);
  return Object.fromEntries(values);
}

function shapeOf<S>(fields: Fields, schemaOf: (spec: FieldSpec) => z.ZodType): S {
  return Object.fromEntries(entriesOf(fields).map(([key, spec]) => [key, schemaOf(spec)])) as S;
}
