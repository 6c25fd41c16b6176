import { Prisma } from '@muster/database/client';
import { join, type Sql, sql } from './sql.ts';

/** Columns of rows that come with a statement, and their PostgreSQL types, written in the source: they become part of the text. */
export type RowSpec<C extends string> = Readonly<Record<C, string>>;

/** The values of many rows as one array literal for each column. */
export type EncodedRows<C extends string> = Readonly<Record<C, string>>;

/**
 * Many rows as one array for each column, for the FROM of a statement: `unnest(…) AS <alias>(<columns>)`. PostgreSQL reads
 * them in half the time of JSON.
 * @param alias the name the statement uses for it
 * @param rows the values: times as `Date` or RFC 3339, bytes as `Uint8Array`, absent ones are null; or what `encodeRows`
 *   made of them
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
  // Arrays of arrays are rectangular, so those of rows go over as text.
  const casts = entries.map(([name, type]) =>
    isArray(type) ? `"${name}"::${type} AS "${name}"` : `"${name}"`,
  );
  return sql`(SELECT ${Prisma.raw(casts.join(', '))} FROM unnest(${arrays}) AS row_values(${Prisma.raw(names)}))
    AS ${Prisma.raw(alias)}`;
}

/**
 * Ids, or those of the things, as rows, for a join with the table they are of: each leads to its row by the primary key. With `id = ANY (…)`, planned
 * once for any number of ids, PostgreSQL 18 may read a whole account from an index that has the id behind another column.
 */
export function unnestIds(alias: string, wanted: readonly (string | { readonly id: string })[]): Sql {
  const ids = wanted.map((one) => (typeof one === 'string' ? one : one.id));
  return sql`unnest(${ids}::uuid[]) AS ${Prisma.raw(`${alias}(id)`)}`;
}

/** Does the work of `recordset` ahead, e.g. while another statement is under way. */
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

/** An array as PostgreSQL reads it (its manual, "8.15.6. Array Input and Output Syntax"). */
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
