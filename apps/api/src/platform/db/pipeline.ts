import { isAborted } from '@muster/database/failures';
import type { Query, Statement } from './sql.ts';

/** Where the statements of a transaction run. */
export interface SqlConnection {
  /** Runs a statement and answers its rows. */
  readonly query: Query;
  /**
   * Sends a statement whose answer nobody needs. The transaction ends when all of them were answered, and fails where one
   * of them failed.
   */
  readonly pipeline: (statement: Statement) => void;
}

/**
 * Runs the work of a transaction, and waits for the statements it sent. PostgreSQL does the statements of a connection in
 * their order, and after one that failed no other: so a commit may follow those that were not answered yet.
 * @param query where the statements run
 * @param end ends the transaction, right behind the last statement
 * @throws whatever failed first, and not what only failed because of it
 */
export async function runPipelined<T>(
  query: Query,
  work: (statements: SqlConnection) => Promise<T>,
  end?: () => Promise<unknown>,
): Promise<T> {
  const sent: Promise<unknown>[] = [];
  const pipeline = (statement: Statement) => {
    const answer = query(statement);
    // Whoever waits for all of them hears of it.
    answer.catch(() => undefined);
    sent.push(answer);
  };
  try {
    const result = await work({ query, pipeline });
    await Promise.all([...sent, end?.()]);
    return result;
  } catch (error) {
    if (isAborted(error)) await Promise.all(sent);
    throw error;
  }
}
