import { defined } from '@muster/contracts/kit/defined';
import { type AccountTransaction, forAccount } from '@muster/database/scope';
import type { Dependencies } from '../../dependencies.ts';
import type { StatementLimits } from '../db/driver.ts';
import { inspected } from '../db/inspected.ts';
import { runPipelined, type SqlConnection } from '../db/pipeline.ts';
import { retryConflicts } from '../db/retry-conflicts.ts';
import { type Query, sql } from '../db/sql.ts';
import { createOutgoing, emptyCollection, flushOutgoing } from '../outgoing/outgoing.ts';
import type { Actor, RequestInfo } from './actor.ts';
import type { Context, WriteContext } from './context.ts';

/**
 * Creates a context in an account.
 * @param deps the application's dependencies
 * @param accountId the account; the caller has proved the right to it
 * @param limits how long its statements may take; those of a job take as long as they take
 */
export function accountContext(
  deps: Dependencies,
  accountId: string,
  actor: Actor,
  request: RequestInfo,
  limits?: StatementLimits,
): Context {
  const scope = defined({ accountId, limits });
  const db = inspected(forAccount(deps.database, accountId), deps.inspect, scope);
  const ctx: Context = {
    ...{ deps, request, accountId, actor, db, query: deps.query(scope), queryByKey: deps.queryByKey(scope) },
    scope,
    isInTransaction: false,
    now: () => deps.clock.now(),
    transaction: (work) =>
      committed(ctx, () =>
        db.$transaction((transaction) =>
          runPipelined(queryOf(transaction), (statements) =>
            withOutgoing([ctx], statements, ([tx]) => work({ ...tx, db: transaction })),
          ),
        ),
      ),
    sqlTransaction: (work) => sharedSqlTransaction([ctx], ([tx]) => work(tx)),
  };
  return ctx;
}

/**
 * Runs a whole call in one transaction: all reads and writes of its context are part of it, and transactions
 * it opens become savepoints. Runs again after a deadlock.
 * @param ctx the caller's context
 * @param work receives a context inside the transaction, and its `query`
 */
export function inOneTransaction<T>(
  ctx: Context,
  work: (inside: Context, query: Query) => Promise<T>,
  options: { isolationLevel?: 'RepeatableRead' } = {},
): Promise<T> {
  return committed(ctx, () =>
    ctx.db.$transaction(
      (db) => {
        const query = queryOf(db);
        const inside: Context = {
          ...ctx,
          // Prisma's client of a transaction cannot open another; `transaction` below replaces that.
          ...{ db: db as unknown as Context['db'], query, queryByKey: query, isInTransaction: true },
          transaction: (part) =>
            inSavepoint(query, (statements) =>
              withOutgoing([inside], statements, ([tx]) => part({ ...tx, db })),
            ),
          sqlTransaction: (part) =>
            inSavepoint(query, (statements) => withOutgoing([inside], statements, ([tx]) => part(tx))),
        };
        return work(inside, query);
      },
      { timeout: longestMs, ...options },
    ),
  );
}

/** As long as the longest request, an upload, may take. */
const longestMs = 120_000;

function queryOf(transaction: AccountTransaction): Query {
  return ({ text, values }) => transaction.$queryRawUnsafe(text, ...values);
}

/** A failure rolls back this savepoint only, so that the caller can catch it and continue. */
async function inSavepoint<T>(query: Query, work: (statements: SqlConnection) => Promise<T>): Promise<T> {
  await query(sql`SAVEPOINT part`);
  try {
    const result = await runPipelined(query, work);
    await query(sql`RELEASE SAVEPOINT part`);
    return result;
  } catch (error) {
    await query(sql`ROLLBACK TO SAVEPOINT part`);
    throw error;
  }
}

type NonEmpty<T> = readonly [T, ...T[]];

/**
 * Runs the work of several callers of one account in one transaction, as `sqlTransaction` does for one. Each
 * caller has a context of their own, so that events name the right actor.
 * @param callers the callers' contexts
 * @param work receives a transaction context for each caller, in their order
 */
export function sharedSqlTransaction<T>(
  callers: NonEmpty<Context>,
  work: (txs: NonEmpty<WriteContext>) => Promise<T>,
): Promise<T> {
  const { deps, scope } = callers[0];
  return committed(callers[0], () =>
    deps.sqlTransaction(scope)((statements) => withOutgoing(callers, statements, work)),
  );
}

async function withOutgoing<T>(
  callers: NonEmpty<Context>,
  statements: SqlConnection,
  work: (txs: NonEmpty<WriteContext>) => Promise<T>,
): Promise<T> {
  const collected = emptyCollection();
  const open = (caller: Context): WriteContext => {
    const { deps, request, accountId, actor, now } = caller;
    return { deps, request, accountId, actor, now, ...statements, ...createOutgoing(caller, collected) };
  };
  const [first, ...others] = callers;
  const txs: NonEmpty<WriteContext> = [open(first), ...others.map(open)];
  const result = await work(txs);
  await flushOutgoing(txs[0], collected);
  return result;
}

/** Runs a transaction; then invalidates the account's cached callers, since the change may concern them. */
async function committed<T>({ deps, accountId }: Context, transaction: () => Promise<T>): Promise<T> {
  const result = await retryConflicts(transaction);
  deps.callerCache.invalidate(accountId);
  deps.autoAnalyze.onWrite();
  return result;
}
