import { type Sql, sql } from '../db/sql.ts';

/**
 * The turn of the next thing of an account in a queue shared by all accounts (start-time fair queueing): one
 * after the account's last waiting thing, and never before those that are served now. What waits is served in
 * the order of its turns, so a thousand things of one account delay the first of another by one.
 * @param options.last the turn of the account's last waiting thing; null if none waits
 * @param options.head the turn that was served last
 */
export function nextTurnSql({ last, head }: { last: Sql; head: Sql }): Sql {
  return sql`greatest(${last} + 1, ${head})`;
}
