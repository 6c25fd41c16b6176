import { isAborted } from '@muster/database/failures';
import type { Query, Statement } from './sql.ts';

/** Runs the statements of a transaction. */
export interface SqlConnection {
  /** Runs a statement and returns its rows. */
  readonly query: Query;
  /**
   * Sends a statement without waiting for its result. The transaction ends after all results, and fails if
   * one of the statements failed.
   */
  readonly pipeline: (statement: Statement) => void;
}

/**
 * Runs the work of a transaction and waits for the statements it sent. PostgreSQL runs a connection's
 * statements in order, and none after a failed one, so the commit may be sent before their results arrive.
 * @param query runs the statements
 * @param end ends the transaction, directly behind the last statement
 * @throws the first failure, not one that it caused
 */
export async function runPipelined<T>(
  query: Query,
  work: (statements: SqlConnection) => Promise<T>,
  end?: () => Promise<unknown>,
): Promise<T> {
  const sent: Promise<unknown>[] = [];
  const pipeline = (statement: Statement) => {
    const answer = query(statement);
    // The caller that waits for all of them handles the failure.
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
