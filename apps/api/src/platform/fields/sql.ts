import { entriesOf, type Fields, filtered } from '@muster/contracts/kit/fields';
import { Prisma } from '@muster/database/client';
import type { ColumnText } from '../db/rows.ts';
import { empty, join, type Sql, sql } from '../db/sql.ts';

/**
 * The columns of fields for a SELECT: `u.first_name AS "firstName"`. Like everything here, call it once, outside
 * functions.
 * @param alias the alias of the table in the statement
 */
export function columnsOf(fields: Fields, alias: string): Sql {
  const columns = entriesOf(fields).map(([key, { column, enumType }]) => {
    return `${alias}.${column}${enumType ? '::text' : ''} AS "${key}"`;
  });
  return Prisma.raw(columns.join(', '));
}

/**
 * Fields as the columns of `defineRow`.
 * @throws Error for a field without a column of its own
 */
export function rowOf<F extends Fields>(fields: F): { readonly [K in keyof F]: ColumnText } {
  const columns = entriesOf(fields).map(([key, { column, enumType = 'text' }]) => {
    if (!/^\w+$/.test(column)) throw new Error(`The field ${key} has no column to write.`);
    return [key, `${column} ${enumType}`];
  });
  return Object.fromEntries(columns);
}

/**
 * A condition: a field has changed in the table since `diff` compared it.
 * @param changes the JSON with the changes, as SQL
 * @param alias the alias of the table in the statement
 */
export function changedSince(fields: Fields, changes: string, alias: string): Sql {
  const conditions = entriesOf(fields).map(([key, { column, enumType }]) => {
    const now = `${alias}.${column}${enumType ? '::text' : ''}`;
    return `(${changes} ? '${key}' AND ${changes}#>>'{${key},from}' IS DISTINCT FROM ${now})`;
  });
  return Prisma.raw(conditions.join(' OR '));
}

/**
 * The conditions of the fields that a list filters by.
 * @param alias the alias of the table in the statement
 * @returns a function from a filter to `AND …`, or to nothing
 */
export function filterOf<F extends Fields>(fields: F, alias: string) {
  const parts = entriesOf(filtered(fields)).map(([key, { column, enumType = 'text' }]) => ({
    key,
    column: Prisma.raw(`${alias}.${column}`),
    type: Prisma.raw(`${enumType}[]`),
  }));
  return (filter: { readonly [K in keyof F]?: readonly string[] | undefined }): Sql => {
    const conditions = parts.flatMap(({ key, column, type }) => {
      const values = filter[key];
      return values?.length ? [sql`AND ${column} = ANY(${values}::${type})`] : [];
    });
    return conditions.length > 0 ? join(conditions, ' ') : empty;
  };
}
