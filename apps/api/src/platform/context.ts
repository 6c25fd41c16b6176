import { Permission, permissionsOf, type Role } from '@muster/contracts/permissions';
import type { Locale } from '@muster/contracts/primitives';
import type { AccountDatabase, AccountTransaction } from '@muster/database/scope';
import type { Dependencies } from '../dependencies.ts';
import { fail } from './errors.ts';
import type { Outgoing } from './outgoing.ts';
import type { Select } from './select.ts';
import type { Statements } from './statements.ts';

/** Who does something: a signed-in user, an API key, the product itself, or the operator at the command line. */
export interface Actor {
  readonly type: 'user' | 'api_key' | 'system' | 'operator';
  readonly id: string | null;
  readonly name: string;
  readonly role: Role | null;
  readonly permissions: readonly Permission[];
  /** The user who stands behind it: themselves, or with a key whoever created it. */
  readonly person: { readonly id: string; readonly name: string } | null;
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
  /** Whether the call is one transaction already; those it opens are parts of it. */
  readonly isInTransaction: boolean;
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
export interface WriteContext extends PublicContext, Outgoing, Statements {
  readonly accountId: string;
  readonly actor: Actor;
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
  permissions: Permission.options,
  person: null,
  identityId: null,
  signInId: null,
};

/**
 * A user as actor.
 * @param user the user who acts
 * @param signIn the identity and the signed-in browser they act with, where there is one already
 */
export function userActor(
  user: { id: string; name: string; role: Role },
  signIn: { identityId: string | null; signInId: string | null } = { identityId: null, signInId: null },
): Actor {
  const { id, name, role } = user;
  return { type: 'user', id, name, role, permissions: permissionsOf[role], person: { id, name }, ...signIn };
}

export const operatorActor: Actor = { ...systemActor, type: 'operator', name: 'Operator' };
export const noRequest: RequestInfo = { id: null, ipAddress: null, userAgent: '', locale: 'en' };

/** A context without an account. */
export function publicContext(deps: Dependencies, request: RequestInfo): PublicContext {
  return { deps, request, now: () => deps.clock.now() };
}

/**
 * Refuses actors without a permission.
 * @throws Failure `forbidden`
 */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (hasPermission(actor, permission)) return;
  fail('forbidden', actor.type === 'api_key' ? { values: { scope: permission } } : {});
}

/** Whether an actor has a permission. The product itself and the operator have all. */
export function hasPermission({ permissions }: Actor, permission: Permission): boolean {
  return permissions.includes(permission);
}
