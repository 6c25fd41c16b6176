import { Prisma } from '@muster/database/client';

export const { sql, join, empty } = Prisma;
export type Sql = Prisma.Sql;

/** A statement as it goes to the database. */
export type Statement = Pick<Sql, 'text' | 'values'>;

/** Runs one statement and answers its rows. Nothing narrows it to an account; it names the account itself. */
export type Query = <Row>(statement: Statement) => Promise<Row[]>;

/** A pattern that finds the text anywhere; `%`, `_` and `\` in it stand for themselves. */
export function containsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
