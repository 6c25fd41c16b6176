import { type Permission, permissionsOf, type Role } from '@muster/contracts/permissions';
import type { Locale } from '@muster/contracts/primitives';
import { isRetryable } from '@muster/database/failures';
import { type AccountDatabase, type AccountTransaction, forAccount } from '@muster/database/scope';
import type { Dependencies } from '../dependencies.ts';
import { fail } from './errors.ts';
import { collectNothing, createOutgoing, flushOutgoing, type Outgoing } from './outgoing.ts';
import type { Select } from './select.ts';
import type { Query } from './sql.ts';

/** Who does something: a signed-in user, the product itself, or the operator at the command line. */
export interface Actor {
  readonly type: 'user' | 'system' | 'operator';
  readonly id: string | null;
  readonly name: string;
  readonly role: Role | null;
  readonly identityId: string | null;
  readonly signInId: string | null;
}

/** What is known about the request, for the audit log and for texts. */
export interface RequestInfo {
  readonly id: string | null;
  readonly ipAddress: string | null;
  readonly userAgent: string;
  readonly locale: Locale;
  /** What it is a part of, e.g. `{ bulkOperationId }`: goes into the data of every event. */
  readonly origin?: Readonly<Record<string, string>>;
}

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
  /** Reads and writes this account's rows only. */
  readonly db: AccountDatabase;
  /** Reads rows with one statement that names the account itself; for lists and pages. */
  readonly select: Select;
  /** The same where one plan is right for every account: rows found by their key, pages read in the order of one index. */
  readonly lookUp: Select;
  /**
   * Runs the work in one database transaction; what it recorded, mailed and announced is written with it.
   * Runs again after a deadlock, so the work has no effects outside the database.
   */
  transaction<T>(work: (tx: TransactionContext) => Promise<T>): Promise<T>;
  /** The same with raw statements only, straight over the driver: for adding and changing many rows at once. */
  write<T>(work: (tx: WriteContext) => Promise<T>): Promise<T>;
}

/** A call inside a transaction. What leaves the building is handed to it, and leaves after the commit. */
export interface WriteContext extends PublicContext, Outgoing {
  readonly accountId: string;
  readonly actor: Actor;
  /** Runs a statement that names the account itself. */
  readonly query: Query;
}

/** A call inside a transaction of the client. */
export interface TransactionContext extends WriteContext {
  readonly db: AccountTransaction;
}

export const systemActor: Actor = {
  type: 'system',
  id: null,
  name: 'Muster',
  role: null,
  identityId: null,
  signInId: null,
};
/**
 * A user as actor.
 * @param user the user who acts
 * @param signIn the identity and the signed-in browser they act with
 */
export function userActor(
  user: { id: string; name: string; role: Role },
  signIn: { identityId: string; signInId: string },
): Actor {
  return { type: 'user', id: user.id, name: user.name, role: user.role, ...signIn };
}

export const operatorActor: Actor = { ...systemActor, type: 'operator', name: 'Operator' };
export const noRequest: RequestInfo = { id: null, ipAddress: null, userAgent: '', locale: 'en' };

/** A context without an account. */
export function publicContext(deps: Dependencies, request: RequestInfo): PublicContext {
  return { deps, request, now: () => deps.clock.now() };
}

const attemptsAtDeadlock = 4;

/**
 * A context in an account.
 * @param deps what the application stands on
 * @param accountId the account; whoever calls has proved the right to it
 */
export function accountContext(
  deps: Dependencies,
  accountId: string,
  actor: Actor,
  request: RequestInfo,
): Context {
  const db = forAccount(deps.database, accountId);
  const common = { deps, request, accountId, actor, now: () => deps.clock.now() };
  const ctx: Context = {
    ...common,
    db,
    select: deps.select,
    lookUp: deps.lookUp,
    transaction: (work) =>
      again(() =>
        db.$transaction((transaction) => {
          const query: Query = ({ text, values }) => transaction.$queryRawUnsafe(text, ...values);
          return collecting([ctx], query, ([tx]) => work({ ...tx, db: transaction }));
        }),
      ),
    write: (work) => writeTogether([ctx], ([tx]) => work(tx)),
  };
  return ctx;
}

type One<T> = readonly [T, ...T[]];

/**
 * Runs the work of several callers of one account in one transaction, as `write` runs one's. Each has their own handles,
 * so that what is recorded names who did it.
 * @param callers the callers' contexts
 * @param work gets a transaction context for each, in their order
 */
export function writeTogether<T>(
  callers: One<Context>,
  work: (txs: One<WriteContext>) => Promise<T>,
): Promise<T> {
  return again(() => callers[0].deps.write((query) => collecting(callers, query, work)));
}

async function collecting<T>(
  callers: One<Context>,
  query: Query,
  work: (txs: One<WriteContext>) => Promise<T>,
): Promise<T> {
  const collected = collectNothing();
  const open = (caller: Context): WriteContext => {
    const { deps, request, accountId, actor, now } = caller;
    return { deps, request, accountId, actor, now, query, ...createOutgoing(caller, collected) };
  };
  const [first, ...others] = callers;
  const txs: One<WriteContext> = [open(first), ...others.map(open)];
  const result = await work(txs);
  await flushOutgoing(txs[0], collected);
  return result;
}

/** Runs a transaction, and runs it again after a deadlock. */
async function again<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (!isRetryable(error) || attempt === attemptsAtDeadlock) throw error;
    }
  }
}

/**
 * Refuses actors whose role does not carry a permission. The product itself and the operator may everything.
 * @throws Failure `forbidden`
 */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (!hasPermission(actor, permission)) fail('forbidden');
}

/** Whether an actor's role carries a permission. The product itself and the operator may everything. */
export function hasPermission(actor: Actor, permission: Permission): boolean {
  if (actor.type !== 'user') return true;
  return actor.role !== null && permissionsOf[actor.role].includes(permission);
}
