import type { AccountDatabase, AccountTransaction } from '@muster/database/scope';
import type { Dependencies } from '../../dependencies.ts';
import type { Scope } from '../db/driver.ts';
import type { SqlConnection } from '../db/pipeline.ts';
import type { Query } from '../db/sql.ts';
import type { Outgoing } from '../outgoing/outgoing-types.ts';
import type { Actor, RequestInfo } from './actor.ts';

/** The context of a call without an account: sign-in, activation by token, service. */
export interface PublicContext {
  readonly deps: Dependencies;
  readonly request: RequestInfo;
  now(): Date;
}

/** The context of a call in one account by a known actor. */
export interface Context extends PublicContext {
  readonly accountId: string;
  readonly actor: Actor;
  /** The account, and how long a statement may take. */
  readonly scope: Scope;
  /** Whether the call already runs in a transaction; transactions it opens are part of that one. */
  readonly isInTransaction: boolean;
  /** Reads and writes this account's rows only. */
  readonly db: AccountDatabase;
  /** Runs one statement for a list or a page; the statement names the account itself. */
  readonly query: Query;
  /**
   * The same if one plan is right for every account: rows found by key, pages read in the order of one index.
   */
  readonly queryByKey: Query;
  /**
   * Runs the work in one database transaction, which also writes its events, e-mails and announcements. Runs
   * again after a deadlock, so the work must have no effects outside the database.
   */
  transaction<T>(work: (tx: TransactionContext) => Promise<T>): Promise<T>;
  /**
   * The same with raw statements only, directly over the driver, for adding and changing many rows at once.
   */
  sqlTransaction<T>(work: (tx: WriteContext) => Promise<T>): Promise<T>;
}

/**
 * The context of a call inside a transaction. Collects events, e-mails and announcements, which take effect
 * after the commit.
 */
export interface WriteContext extends PublicContext, Outgoing, SqlConnection {
  readonly accountId: string;
  readonly actor: Actor;
}

/** The context of a call inside a Prisma transaction. */
export interface TransactionContext extends WriteContext {
  readonly db: AccountTransaction;
}

/** A context without an account. */
export function publicContext(deps: Dependencies, request: RequestInfo): PublicContext {
  return { deps, request, now: () => deps.clock.now() };
}
