import type { Prisma } from '@muster/database/client';
import type { Dependencies } from '../../dependencies.ts';
import { inspected } from './inspected.ts';
import type { Query } from './sql.ts';

/** Reads and writes rows of any account. */
export interface AcrossAccounts {
  /** One statement, planned for its values. */
  readonly query: Query;
  /** The same where one plan is right for all values: rows found by their key. */
  readonly queryByKey: Query;
  /** Prisma and SQL in one transaction. */
  transaction<T>(work: (tx: Prisma.TransactionClient) => Promise<T>): Promise<T>;
}

/**
 * The database without an account: for sign-in, tokens and workers. Its statements are listed in
 * `docs/cross-account-statements.sql`, where a review sees each new one.
 * @param deps what the application stands on
 * @param reason why rows of other accounts are touched; it is listed with the statements
 */
export function acrossAccounts(
  deps: Pick<Dependencies, 'query' | 'queryByKey' | 'database' | 'inspect'>,
  reason: string,
): AcrossAccounts {
  const scope = { reason };
  return {
    query: deps.query(scope),
    queryByKey: deps.queryByKey(scope),
    transaction: (work) => inspected(deps.database, deps.inspect, scope).$transaction(work),
  };
}
