import { Prisma } from '@muster/database/client';

export const { sql, join, empty } = Prisma;
export type Sql = Prisma.Sql;

/** A statement with its parameters. */
export type Statement = Pick<Sql, 'text' | 'values'>;

/**
 * Runs one statement and returns its rows. Nothing restricts it to an account; it names the account itself.
 */
export type Query = <Row>(statement: Statement) => Promise<Row[]>;

/** How many words are searched for separately; the others are searched for as they stand. */
const mostWords = 8;

/**
 * The condition of a search: each of its words is found, in any order and spelling.
 * @param column what is searched in, as `search_key` of the database folds it
 * @param text what a person typed
 */
export function searchIn(column: Sql, text: string): Sql {
  const words = text.trim().split(/\s+/u);
  const wanted = [...words.slice(0, mostWords - 1), words.slice(mostWords - 1).join(' ')];
  const conditions = [...new Set(wanted.filter((word) => word !== ''))].map(
    (word) => sql`${column} LIKE search_pattern(${word}) COLLATE "C"`,
  );
  return conditions.length === 0 ? sql`true` : join(conditions, ' AND ');
}
