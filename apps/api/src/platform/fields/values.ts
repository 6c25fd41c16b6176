import { isDeepStrictEqual } from 'node:util';
import { defined } from '@muster/contracts/kit/defined';
import {
  entriesOf,
  type Fields,
  type InputOf,
  initialValues,
  type ValuesOf,
} from '@muster/contracts/kit/fields';

/** What changed, by field, as the audit log and an import show it. */
export type Changes = Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;

/** The values of something new: of fields that the request leaves out, those they start with. */
export function newValues<F extends Fields>(fields: F, input: InputOf<F>): ValuesOf<F> {
  const values: Record<string, string | null> = { ...initialValues<Fields>(fields) };
  for (const [key] of entriesOf(fields)) values[key] = input[key] ?? values[key] ?? null;
  return values as ValuesOf<F>;
}

/**
 * Compares fields with a request: absent ones stay as they are, `null` clears one.
 * @param before the stored values
 * @param input the validated values of the request
 * @returns the values of all fields, and those that change
 */
export function diff<F extends Fields>(
  fields: F,
  before: { readonly [K in keyof F]: string | null },
  input: InputOf<F>,
): { values: ValuesOf<F>; changes: Changes } {
  const values: Record<string, string | null> = {};
  const changes: Record<string, { from: unknown; to: unknown }> = {};
  for (const [key, { empty = null }] of entriesOf(fields)) {
    const [from, given] = [before[key], input[key]];
    const to = given === undefined ? from : (given ?? empty);
    values[key] = to;
    if (to !== from) changes[key] = { from, to };
  }
  return { values: values as ValuesOf<F>, changes };
}

/**
 * Applies a request to the stored values of something without described fields.
 * @param before the stored values
 * @param input the new values; absent ones stay
 * @returns all values, and those that differ
 */
export function patched<T extends object>(
  before: T,
  input: { readonly [K in keyof T]?: T[K] | undefined },
): { values: T; changes: Changes } {
  const values = { ...before, ...defined(input) } as T;
  const differing = (Object.keys(values) as (keyof T & string)[]).filter(
    (key) => !isDeepStrictEqual(values[key], before[key]),
  );
  const changes = differing.map((key) => [key, { from: before[key], to: values[key] }]);
  return { values, changes: Object.fromEntries(changes) };
}

/** Whether there is anything to write and to audit. */
export function isEmpty(changes: Changes): boolean {
  return Object.keys(changes).length === 0;
}
