import type {
  CreateGroup,
  Group,
  GroupUsers,
  ListGroups,
  UpdateGroup,
} from '@muster/contracts/people/groups';
import type { Context, TransactionContext } from '../../../platform/context/context.ts';
import { newId } from '../../../platform/crypto/tokens.ts';
import { listPage, requireRow } from '../../../platform/db/list-page.ts';
import { refuseDuplicate } from '../../../platform/db/unique.ts';
import { fail } from '../../../platform/errors.ts';
import { isEmpty, patched } from '../../../platform/fields/values.ts';
import { addMemberships, removeMemberships } from './memberships.ts';
import { groupList } from './queries.ts';

/** A page of the account's groups, each with its number of users. */
export function listGroups(ctx: Context, query: ListGroups) {
  return listPage(ctx, groupList, query, (group) => group);
}

/** @throws Failure `not_found` */
export function getGroup(ctx: Context, id: string): Promise<Group> {
  return requireRow(ctx, groupList, id);
}

/** @throws Failure `group_exists` if the account has a group whose name looks the same */
export async function createGroup(ctx: Context, input: CreateGroup): Promise<Group> {
  const id = newId();
  await ctx
    .transaction(async (tx) => {
      await tx.db.group.create({ data: { ...input, id, accountId: ctx.accountId } });
      tx.record({ type: 'group.created', target: { type: 'group', id, name: input.name } });
    })
    .catch(refuseDuplicate('group_exists', '#/name'));
  return getGroup(ctx, id);
}

/**
 * Changes a group's name or description; `null` clears the description.
 * @throws Failure `not_found`, `group_exists`
 */
export async function updateGroup(ctx: Context, id: string, input: UpdateGroup): Promise<Group> {
  await ctx
    .transaction(async (tx) => {
      const before = await requireGroup(tx, id);
      const { name, description } = input;
      const cleared = { name, description: description === null ? '' : description };
      const { values, changes } = patched({ name: before.name, description: before.description }, cleared);
      if (isEmpty(changes)) return;
      await tx.db.group.update({ where: { accountId_id: { accountId: ctx.accountId, id } }, data: values });
      const target = { type: 'group' as const, id, name: values.name };
      tx.record({ type: 'group.updated', target, data: { changes } });
    })
    .catch(refuseDuplicate('group_exists', '#/name'));
  return getGroup(ctx, id);
}

/**
 * Deletes a group; its users stay.
 * @throws Failure `not_found`
 */
export async function deleteGroup(ctx: Context, id: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    const { name } = await requireGroup(tx, id);
    const { count: users } = await tx.db.groupMembership.deleteMany({ where: { groupId: id } });
    await tx.db.group.delete({ where: { accountId_id: { accountId: ctx.accountId, id } } });
    tx.record({ type: 'group.deleted', target: { type: 'group', id, name }, data: { users } });
  });
}

/**
 * Adds users to a group.
 * @returns how many were added and how many were members already
 * @throws Failure `not_found` for the group or any of the users; then nobody is added
 */
export async function addGroupUsers(ctx: Context, id: string, { userIds }: GroupUsers) {
  const wanted = [...new Set(userIds)];
  return ctx.transaction(async (tx) => {
    const group = await requireGroup(tx, id);
    const users = await tx.db.user.findMany({
      where: { id: { in: wanted } },
      select: { id: true, name: true },
    });
    if (users.length < wanted.length) fail('not_found');
    const added = await addMemberships(tx, [group], users);
    return { added, alreadyIn: wanted.length - added };
  });
}

/**
 * Removes users from a group; users who are not members count as `notIn`.
 * @throws Failure `not_found` for the group
 */
export async function removeGroupUsers(ctx: Context, id: string, { userIds }: GroupUsers) {
  const wanted = [...new Set(userIds)];
  return ctx.transaction(async (tx) => {
    const group = await requireGroup(tx, id);
    const users = await tx.db.user.findMany({
      where: { id: { in: wanted } },
      select: { id: true, name: true },
    });
    const removed = await removeMemberships(tx, [group], users);
    return { removed, notIn: wanted.length - removed };
  });
}

async function requireGroup(tx: TransactionContext, id: string) {
  const group = await tx.db.group.findUnique({ where: { accountId_id: { accountId: tx.accountId, id } } });
  return group ?? fail('not_found');
}
