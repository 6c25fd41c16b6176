import { Prisma } from '@muster/database/client';
import type { Keyset } from './pagination.ts';

export const { sql, join, empty } = Prisma;
export type Sql = Prisma.Sql;

/**
 * The keyset part of a list's statement: where the page starts, its order and its limit.
 * @param keyset the opened keyset
 * @param column what is sorted by; the index on (account, column, id) serves it
 * @param options.id the id column
 * @param options.cast the type the position's value is read back as
 */
export function keysetSql(
  keyset: Keyset<string>,
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
    tail: sql`ORDER BY ${column} ${direction}, ${options.id} ${direction} LIMIT ${limit + 1}`,
  };
}

/** A pattern that finds the text anywhere; `%`, `_` and `\` in it stand for themselves. */
export function containsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
