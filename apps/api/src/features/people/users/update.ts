import { normalizeEmail } from '@muster/contracts/kit/email-address';
import { type UserRule, userFields } from '@muster/contracts/people/user-fields';
import type { UpdateUser, User } from '@muster/contracts/people/users';
import type { User as UserRow } from '@muster/database/client';
import { isUniqueViolation } from '@muster/database/failures';
import { requirePermission } from '../../../platform/context/actor.ts';
import type { Context, TransactionContext } from '../../../platform/context/context.ts';
import { fail } from '../../../platform/errors.ts';
import { diff, isEmpty } from '../../../platform/fields/values.ts';
import { nameOf } from '../../../platform/person-name.ts';
import { refusalToChange, refusalToGive, refuseIf } from '../../../policies/grants.ts';
import { refuseLastOwner } from '../../../policies/owners.ts';
import { lockAccount } from '../../../policies/seats.ts';
import { addMemberships, removeMemberships, requireGroups } from '../groups/index.ts';
import { issueInvitation, lockUser } from '../invitations/index.ts';
import { refuseExisting } from './add/existing.ts';
import { requireUser } from './lifecycle.ts';
import { getUser } from './service.ts';

/**
 * Changes a user; absent fields stay, `null` clears. Correcting an address invalidates the link sent to the
 * old one and sends a new one.
 * @param check refuses a user who is not as the caller has read them; called while they are locked
 * @throws Failure `not_found`, `user_exists`, `already_active` for the address of somebody who signs in with
 * it, `last_owner`, `group_not_found`, `forbidden` if the user is or becomes an owner and the caller is not
 * one, or is invited at another address without the permission, `scope_not_held` if the caller lacks what a role
 * has that the user gets or loses
 */
export async function updateUser(
  ctx: Context,
  id: string,
  input: UpdateUser,
  check: (before: UserRow) => void = () => undefined,
): Promise<User> {
  try {
    await ctx.transaction(async (tx) => {
      if (input.role !== undefined) await lockAccount(tx);
      await lockUser(tx, id);
      const before = await requireUser(tx, id);
      check(before);
      for (const rule of rules) await rule(tx, before, input);
      const after = await writeFields(tx, before, input);
      if (input.groupIds !== undefined) await replaceGroups(tx, after, input.groupIds);
      const hasMoved = after.email !== before.email;
      if (hasMoved && after.status === 'invited') await issueInvitation(tx, after);
    });
  } catch (error) {
    if (isUniqueViolation(error)) {
      const email = input.email === undefined ? undefined : normalizeEmail(input.email);
      await refuseExisting(ctx, ctx.query, { email, externalId: input.externalId, except: id });
    }
    throw error;
  }
  if (input.role !== undefined) await ctx.deps.callerCache.untilExpired();
  return getUser(ctx, id);
}

type Rule = (tx: TransactionContext, before: UserRow, input: UpdateUser) => Promise<void> | void;

/** The rules of fields that are not simply copied, in the order in which they refuse. */
const rules: readonly Rule[] = Object.values<Rule>({
  role: checkRole,
  email: checkAddress,
} satisfies Record<UserRule, Rule>);

async function checkRole(tx: TransactionContext, before: UserRow, { role }: UpdateUser): Promise<void> {
  refuseIf(tx.actor, refusalToChange(tx.actor, before.role));
  if (role !== undefined && role !== before.role)
    refuseIf(tx.actor, refusalToGive(tx.actor, role, before.role));
  if (role !== undefined && role !== 'owner') await refuseLastOwner(tx, before);
}

/**
 * Once a user signs in, the address is part of their sign-in. Before, whoever has it becomes what the user is, and
 * an invited user is invited there. Addresses and external ids are unique.
 */
async function checkAddress(tx: TransactionContext, before: UserRow, input: UpdateUser): Promise<void> {
  const email = input.email === undefined ? before.email : normalizeEmail(input.email);
  if (email !== before.email) {
    if (before.identityId !== null) fail('already_active');
    refuseIf(tx.actor, refusalToGive(tx.actor, before.role));
    if (before.status === 'invited') requirePermission(tx.actor, 'invitations:write');
  }
  await refuseExisting(tx, tx.query, {
    email: email === before.email ? undefined : email,
    externalId: input.externalId,
    except: before.id,
  });
}

async function writeFields(tx: TransactionContext, before: UserRow, input: UpdateUser): Promise<UserRow> {
  const { values, changes } = diff(userFields, { ...before, email: before.emailDisplay }, input);
  const { role, ...others } = changes;
  if (isEmpty(changes)) return before;
  const { email: emailDisplay, ...fields } = values;
  const name = nameOf(fields.firstName, fields.lastName, emailDisplay);
  const person = { id: before.id, name };
  const about = { target: { type: 'user' as const, ...person }, user: person };
  if (!isEmpty(others)) tx.record({ type: 'user.updated', ...about, data: { changes: others } });
  if (role) tx.record({ type: 'user.role_changed', ...about, data: { changes: { role } } });
  return tx.db.user.update({
    where: { accountId_id: { accountId: tx.accountId, id: before.id } },
    data: { ...fields, email: normalizeEmail(emailDisplay), emailDisplay, name },
  });
}

async function replaceGroups(
  tx: TransactionContext,
  user: UserRow,
  groupIds: readonly string[],
): Promise<void> {
  const wanted = await requireGroups(tx, groupIds);
  const current = await tx.db.groupMembership.findMany({
    where: { userId: user.id },
    select: { group: { select: { id: true, name: true } } },
  });
  const wantedIds = new Set(wanted.map(({ id }) => id));
  const left = current.map(({ group }) => group).filter(({ id }) => !wantedIds.has(id));
  // The statement skips groups the user is in already.
  await addMemberships(tx, wanted, [user]);
  await removeMemberships(tx, left, [user]);
}
