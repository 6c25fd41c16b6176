import { Prisma } from '@muster/database/client';
import { join, type Sql, sql } from './sql.ts';

/**
 * The columns of rows that a statement takes as parameters, and their PostgreSQL types. They become part of
 * the statement's text, so they must be literals in the source.
 */
export type RowSpec<C extends string> = Readonly<Record<C, string>>;

/** The values of many rows, as one array literal per column. */
export type EncodedRows<C extends string> = Readonly<Record<C, string>>;

/**
 * Many rows as one array per column, for the FROM clause of a statement: `unnest(…) AS <alias>(<columns>)`.
 * PostgreSQL reads them in half the time of JSON.
 * @param alias the alias in the statement
 * @param rows the values: times as `Date` or RFC 3339, bytes as `Uint8Array`, absent ones are null; or the
 * result of `encodeRows`
 */
export function unnestRows<C extends string>(
  alias: string,
  columns: RowSpec<C>,
  rows: readonly Readonly<Record<C, unknown>>[] | EncodedRows<C>,
): Sql {
  const entries = Object.entries<string>(columns) as [C, string][];
  const encoded = Array.isArray(rows) ? encodeRows(columns, rows) : (rows as EncodedRows<C>);
  const names = entries.map(([name]) => `"${name}"`).join(', ');
  const arrays = join(entries.map(([name, type]) => sql`${encoded[name]}::${Prisma.raw(elementOf(type))}[]`));
  if (!entries.some(([, type]) => isArray(type)))
    return sql`unnest(${arrays}) AS ${Prisma.raw(`${alias}(${names})`)}`;
  // Arrays of arrays must be rectangular, so arrays within rows are passed as text.
  const casts = entries.map(([name, type]) =>
    isArray(type) ? `"${name}"::${type} AS "${name}"` : `"${name}"`,
  );
  return sql`(SELECT ${Prisma.raw(casts.join(', '))} FROM unnest(${arrays}) AS row_values(${Prisma.raw(names)}))
    AS ${Prisma.raw(alias)}`;
}

/**
 * Ids as rows, to join with their table: each row is found by primary key. With `id = ANY (…)`, planned once
 * for any number of ids, PostgreSQL 18 may read a whole account from an index with the id behind another
 * column.
 */
export function unnestIds(alias: string, wanted: readonly (string | { readonly id: string })[]): Sql {
  const ids = wanted.map((one) => (typeof one === 'string' ? one : one.id));
  return sql`unnest(${ids}::uuid[]) AS ${Prisma.raw(`${alias}(id)`)}`;
}

/** Does the work of `unnestRows` in advance, e.g. while another statement is running. */
export function encodeRows<C extends string>(
  columns: RowSpec<C>,
  rows: readonly Readonly<Record<C, unknown>>[],
): EncodedRows<C> {
  const entries = Object.entries<string>(columns) as [C, string][];
  const arrays = entries.map(([name, type]) => {
    const encode = type.startsWith('json') ? JSON.stringify : undefined;
    return [
      name,
      arrayLiteral(
        rows.map((row) => row[name]),
        encode,
      ),
    ];
  });
  return Object.fromEntries(arrays);
}

const isArray = (type: string) => type.endsWith('[]');
const elementOf = (type: string) => (isArray(type) ? 'text' : type);

/** An array literal of PostgreSQL (its manual, "8.15.6. Array Input and Output Syntax"). */
function arrayLiteral(values: readonly unknown[], encode: (value: unknown) => string = textOf): string {
  let elements = '';
  for (const value of values) {
    if (elements !== '') elements += ',';
    elements += value === null || value === undefined ? 'NULL' : quoted(encode(value));
  }
  return `{${elements}}`;
}

function quoted(text: string): string {
  return `"${/["\\]/.test(text) ? text.replace(/["\\]/g, '\\$&') : text}"`;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  if (Array.isArray(value)) return arrayLiteral(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
