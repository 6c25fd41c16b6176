import type { Prisma } from '@muster/database/client';
import type { Dependencies } from '../../dependencies.ts';
import { inspected } from './inspected.ts';
import { retryConflicts } from './retry-conflicts.ts';
import type { Query } from './sql.ts';

/** Reads and writes rows of any account. */
export interface AcrossAccounts {
  /** Runs one statement, planned for its values. */
  readonly query: Query;
  /** The same if one plan is right for all values: rows found by key. */
  readonly queryByKey: Query;
  /** Runs Prisma calls and SQL in one transaction, and again if another one gets in its way. */
  transaction<T>(work: (tx: Prisma.TransactionClient) => Promise<T>): Promise<T>;
}

/**
 * The database without an account: for sign-in, tokens and workers. Its statements are listed in
 * `docs/cross-account-statements.sql`, where a review sees each new one.
 * @param deps the application's dependencies
 * @param reason why it touches rows of other accounts; listed with the statements
 */
export function acrossAccounts(
  deps: Pick<Dependencies, 'query' | 'queryByKey' | 'database' | 'inspect'>,
  reason: string,
): AcrossAccounts {
  const scope = { reason };
  return {
    query: deps.query(scope),
    queryByKey: deps.queryByKey(scope),
    transaction: (work) =>
      retryConflicts(() => inspected(deps.database, deps.inspect, scope).$transaction(work)),
  };
}
