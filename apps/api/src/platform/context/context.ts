import type { AccountDatabase, AccountTransaction } from '@muster/database/scope';
import type { Dependencies } from '../../dependencies.ts';
import type { SqlConnection } from '../db/pipeline.ts';
import type { Query } from '../db/sql.ts';
import type { Outgoing } from '../outgoing/outgoing-types.ts';
import type { Actor, RequestInfo } from './actor.ts';

/** A call without an account yet: sign-in, activation by token, service. */
export interface PublicContext {
  readonly deps: Dependencies;
  readonly request: RequestInfo;
  now(): Date;
}

/** A call in one account by a known actor. */
export interface Context extends PublicContext {
  readonly accountId: string;
  readonly actor: Actor;
  /** Whether the call is one transaction already; those it opens are parts of it. */
  readonly isInTransaction: boolean;
  /** Reads and writes this account's rows only. */
  readonly db: AccountDatabase;
  /** Reads rows with one statement that names the account itself; for lists and pages. */
  readonly query: Query;
  /** The same where one plan is right for every account: rows found by their key, pages read in the order of one index. */
  readonly queryByKey: Query;
  /**
   * Runs the work in one database transaction; what it recorded, mailed and announced is written with it.
   * Runs again after a deadlock, so the work has no effects outside the database.
   */
  transaction<T>(work: (tx: TransactionContext) => Promise<T>): Promise<T>;
  /** The same with raw statements only, straight over the driver: for adding and changing many rows at once. */
  sqlTransaction<T>(work: (tx: WriteContext) => Promise<T>): Promise<T>;
}

/** A call inside a transaction. What leaves the building is handed to it, and leaves after the commit. */
export interface WriteContext extends PublicContext, Outgoing, SqlConnection {
  readonly accountId: string;
  readonly actor: Actor;
}

/** A call inside a transaction of the client. */
export interface TransactionContext extends WriteContext {
  readonly db: AccountTransaction;
}

/** A context without an account. */
export function publicContext(deps: Dependencies, request: RequestInfo): PublicContext {
  return { deps, request, now: () => deps.clock.now() };
}
