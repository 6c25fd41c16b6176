import { Prisma } from '@muster/database/client';

export const { sql, join, empty } = Prisma;
export type Sql = Prisma.Sql;

/** A statement with its parameters. */
export type Statement = Pick<Sql, 'text' | 'values'>;

/**
 * Runs one statement and returns its rows. Nothing restricts it to an account; it names the account itself.
 */
export type Query = <Row>(statement: Statement) => Promise<Row[]>;

/** A LIKE pattern that finds the text anywhere; `%`, `_` and `\` in it are escaped. */
export function containsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
