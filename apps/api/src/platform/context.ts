import { type Permission, permissionsOf, type Role } from '@muster/contracts/permissions';
import type { Locale } from '@muster/contracts/primitives';
import { isRetryable } from '@muster/database/failures';
import { type AccountDatabase, type AccountTransaction, forAccount } from '@muster/database/scope';
import type { Dependencies } from '../dependencies.ts';
import { fail } from './errors.ts';
import { createOutgoing, type Outgoing } from './outgoing.ts';
import type { Select } from './select.ts';

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
  /**
   * Runs the work in one database transaction; what it recorded, mailed and announced is written with it.
   * Runs again after a deadlock, so the work has no effects outside the database.
   */
  transaction<T>(work: (tx: TransactionContext) => Promise<T>): Promise<T>;
}

/** A call inside a transaction. What leaves the building is handed to it, and leaves after the commit. */
export interface TransactionContext extends PublicContext, Outgoing {
  readonly accountId: string;
  readonly actor: Actor;
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
  return {
    ...common,
    db,
    select: deps.select,
    async transaction(work) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await db.$transaction(async (transaction) => {
            const outgoing = createOutgoing({ ...common, db: transaction });
            const result = await work({ ...common, ...outgoing.handles, db: transaction });
            await outgoing.flush();
            return result;
          });
        } catch (error) {
          if (!isRetryable(error) || attempt === attemptsAtDeadlock) throw error;
        }
      }
    },
  };
}

/**
 * Refuses actors whose role does not carry a permission. The product itself and the operator may everything.
 * @throws Failure `forbidden`
 */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (actor.type !== 'user') return;
  if (actor.role === null || !permissionsOf[actor.role].includes(permission)) fail('forbidden');
}
