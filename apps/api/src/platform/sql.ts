import { Prisma } from '@muster/database/client';
import type { Keyset } from './pagination.ts';

export const { sql, join, empty } = Prisma;
export type Sql = Prisma.Sql;

/** A statement as it goes to the database. */
export type Statement = Pick<Sql, 'text' | 'values'>;

/** Runs one statement and answers its rows. Nothing narrows it to an account; it names the account itself. */
export type Query = <Row>(statement: Statement) => Promise<Row[]>;

/**
 * Many rows as one parameter, for the FROM of a statement: `json_to_recordset(…) AS <alias>(<columns>)`.
 * @param alias the name the statement uses for it
 * @param columns the columns and their PostgreSQL types, written in the source: they become part of the text
 * @param rows the values; times as `Date` or RFC 3339, absent ones are null
 */
export function recordset<C extends string>(
  alias: string,
  columns: Readonly<Record<C, string>>,
  rows: readonly Readonly<Record<C, unknown>>[],
): Sql {
  const list = Object.entries(columns).map(([name, type]) => `"${name}" ${type}`);
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) AS ${Prisma.raw(`${alias}(${list.join(', ')})`)}`;
}

/**
 * The keyset part of a list's statement: where the page starts, its order and its limit.
 * @param keyset the opened keyset
 * @param column what is sorted by; the index on (account, column, id) serves it
 * @param options.id the id column
 * @param options.cast the type the position's value is read back as
 */
export function keysetSql(
  keyset: Pick<Keyset<string>, 'after' | 'isDescending' | 'limit'>,
  column: Sql,
  options: { id: Sql; cast: 'text' | 'timestamptz' },
) {
  const { after, isDescending, limit } = keyset;
  const cast = Prisma.raw(options.cast);
  const compare = Prisma.raw(isDescending ? '<' : '>');
  const direction = Prisma.raw(isDescending ? 'DESC' : 'ASC');
  return {
    where: after
      ? sql`AND (${column}, ${options.id}) ${compare} (${after.value}::${cast}, ${after.id}::uuid)`
      : empty,
    // The limit is written out, so that also a plan for any values knows how few rows are wanted.
    tail: sql`ORDER BY ${column} ${direction}, ${options.id} ${direction} LIMIT ${Prisma.raw(String(limit + 1))}`,
  };
}

/** A pattern that finds the text anywhere; `%`, `_` and `\` in it stand for themselves. */
export function containsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
