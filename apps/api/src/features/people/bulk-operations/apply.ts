import type { ErrorCode } from '@muster/contracts/catalogue';
import type { BulkAction, BulkParams } from '@muster/contracts/people/bulk-operations';
import type { Role } from '@muster/contracts/permissions';
import type { WriteContext } from '../../../platform/context/context.ts';
import {
  deactivateUsers,
  inviteUsers,
  joinGroups,
  type LockedUser,
  leaveGroups,
  lockUsers,
  type Outcome,
  reactivateUsers,
  removeUsers,
  setRole,
} from '../users/index.ts';

/** A user of the frozen set, with the values that an undo restores. */
export interface BulkItem {
  readonly userId: string;
  readonly given: {
    readonly groupIds?: readonly string[];
    readonly role?: Role;
    readonly invitationId?: string;
  } | null;
}

/** The codes of single changes, and one more: a bulk operation never changes the caller's own access. */
export type BulkOutcome = Outcome<ErrorCode | 'own_user'>;

/** The action, with what it needs. */
export interface BulkTask {
  readonly action: BulkAction;
  readonly params: BulkParams;
  /** The names of the groups that still exist, by id. */
  readonly groups: ReadonlyMap<string, string>;
  /** The id of the operation that this one undoes, if any. */
  readonly undoOf: string | null;
}

/**
 * Applies an action to some users of the set, within the transaction.
 * @returns the outcome for each user
 */
export async function applyAction(
  tx: WriteContext,
  task: BulkTask,
  items: readonly BulkItem[],
): Promise<BulkOutcome[]> {
  const found = await lockUsers(
    tx,
    items.map(({ userId }) => userId),
  );
  const existing = new Set(found.map(({ id }) => id));
  const missing = items.filter(({ userId }) => !existing.has(userId));
  const { users, self } = setSelfApart(tx, task, found);
  return [
    ...missing.map(({ userId }) => ({ id: userId, outcome: 'failed' as const, code: 'not_found' as const })),
    ...self.map(({ id }) => ({ id, outcome: 'failed' as const, code: 'own_user' as const })),
    ...(await perform(tx, task, users, new Map(items.map((item) => [item.userId, item])))),
  ];
}

const endsOwnAccess: ReadonlySet<BulkAction> = new Set(['deactivate', 'remove', 'set_role']);

/** Excludes the caller, so that nobody locks themselves out by selecting everyone. */
function setSelfApart({ actor }: WriteContext, { action }: BulkTask, users: readonly LockedUser[]) {
  const isSelf = ({ id }: LockedUser) => endsOwnAccess.has(action) && id === actor.id;
  return { users: users.filter((user) => !isSelf(user)), self: users.filter(isSelf) };
}

async function perform(
  tx: WriteContext,
  task: BulkTask,
  users: readonly LockedUser[],
  items: ReadonlyMap<string, BulkItem>,
): Promise<Outcome[]> {
  const givenOf = ({ id }: LockedUser) => items.get(id)?.given ?? null;
  switch (task.action) {
    case 'invite':
      return inviteUsers(tx, users);
    case 'deactivate':
      return deactivateUsers(tx, users);
    case 'reactivate':
      return reactivateUsers(tx, users, (user) => givenOf(user)?.invitationId);
    case 'remove':
      return removeUsers(tx, users);
    case 'set_role':
      return setRoles(tx, task, users, (user) => givenOf(user)?.role ?? task.params.role ?? user.role);
    default:
      return changeGroups(tx, task, users, (user) => givenOf(user)?.groupIds ?? task.params.groupIds ?? []);
  }
}

async function setRoles(
  tx: WriteContext,
  { params, undoOf }: BulkTask,
  users: readonly LockedUser[],
  roleOf: (user: LockedUser) => Role,
): Promise<Outcome[]> {
  // An undo skips users whose role has changed since.
  const isOther = ({ role }: LockedUser) => undoOf !== null && role !== params.role;
  const outcomes: Outcome[] = users.filter(isOther).map(({ id }) => ({ id, outcome: 'unchanged' }));
  const byRole = Map.groupBy(
    users.filter((user) => !isOther(user)),
    roleOf,
  );
  for (const [role, ofRole] of byRole) outcomes.push(...(await setRole(tx, ofRole, role)));
  return outcomes;
}

async function changeGroups(
  tx: WriteContext,
  { action, groups }: BulkTask,
  users: readonly LockedUser[],
  groupIdsOf: (user: LockedUser) => readonly string[],
): Promise<Outcome[]> {
  const change = action === 'add_to_groups' ? joinGroups : leaveGroups;
  const outcomes: Outcome[] = [];
  for (const [key, alike] of Map.groupBy(users, (user) => [...groupIdsOf(user)].sort().join())) {
    const named = key.split(',').flatMap((id) => {
      const name = groups.get(id);
      return name === undefined ? [] : [{ id, name }];
    });
    outcomes.push(...(await change(tx, alike, named)));
  }
  return outcomes;
}
