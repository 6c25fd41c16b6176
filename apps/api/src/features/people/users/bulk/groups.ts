import type { WriteContext } from '../../../../platform/context/context.ts';
import { addMemberships, removeMemberships } from '../../groups/index.ts';
import type { LockedUser, Outcome } from './targets.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * Adds users to groups.
 * @param users the result of `lockUsers`
 * @param groups groups of the account
 */
export async function joinGroups(
  tx: WriteContext,
  users: readonly LockedUser[],
  groups: readonly Named[],
): Promise<Outcome[]> {
  const missing = (user: LockedUser) => groups.filter(({ id }) => !user.groupIds.includes(id));
  const chosen = users.filter((user) => missing(user).length > 0);
  if (chosen.length > 0) await addMemberships(tx, groups, chosen);
  return users.map((user) => outcomeOf(user, missing(user)));
}

/**
 * Removes users from groups.
 * @param users the result of `lockUsers`
 * @param groups groups of the account
 */
export async function leaveGroups(
  tx: WriteContext,
  users: readonly LockedUser[],
  groups: readonly Named[],
): Promise<Outcome[]> {
  const theirs = (user: LockedUser) => groups.filter(({ id }) => user.groupIds.includes(id));
  const chosen = users.filter((user) => theirs(user).length > 0);
  if (chosen.length > 0) await removeMemberships(tx, groups, chosen);
  return users.map((user) => outcomeOf(user, theirs(user)));
}

function outcomeOf({ id }: LockedUser, groups: readonly Named[]): Outcome {
  if (groups.length === 0) return { id, outcome: 'unchanged' };
  return { id, outcome: 'changed', before: { groupIds: groups.map((group) => group.id) } };
}
