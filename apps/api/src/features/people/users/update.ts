import type { UpdateUser, User } from '@muster/contracts/people/users';
import type { User as UserRow } from '@muster/database/client';
import { isUniqueViolation } from '@muster/database/failures';
import { requirePermission } from '../../../platform/context/actor.ts';
import type { Context, TransactionContext } from '../../../platform/context/context.ts';
import { normalizeEmail } from '../../../platform/email/address.ts';
import { fail } from '../../../platform/errors.ts';
import { nameOf } from '../../../platform/person-name.ts';
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
 * @throws Failure `not_found`, `user_exists`, `already_active` for the address of somebody who signs in with
 * it, `last_owner`, `group_not_found`, `forbidden` if the user is or becomes an owner and the caller is not
 * one
 */
export async function updateUser(ctx: Context, id: string, input: UpdateUser): Promise<User> {
  try {
    await ctx.transaction(async (tx) => {
      if (input.role !== undefined) await lockAccount(tx);
      await lockUser(tx, id);
      const before = await requireUser(tx, id);
      if (before.role === 'owner' || input.role === 'owner') requirePermission(ctx.actor, 'owners:write');
      if (input.role !== undefined && input.role !== 'owner') await refuseLastOwner(tx, before);
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
  return getUser(ctx, id);
}

async function writeFields(tx: TransactionContext, before: UserRow, input: UpdateUser): Promise<UserRow> {
  const { email, emailDisplay } = await changedAddress(tx, before, input);
  const firstName = input.firstName === undefined ? before.firstName : (input.firstName ?? '');
  const lastName = input.lastName === undefined ? before.lastName : (input.lastName ?? '');
  const fields = {
    email,
    emailDisplay,
    firstName,
    lastName,
    name: nameOf(firstName, lastName, emailDisplay),
    role: input.role ?? before.role,
    locale: input.locale === undefined ? before.locale : input.locale,
    externalId: input.externalId === undefined ? before.externalId : input.externalId,
  };
  const changed = (['emailDisplay', 'firstName', 'lastName', 'locale', 'externalId'] as const).filter(
    (field) => fields[field] !== before[field],
  );
  const person = { id: before.id, name: fields.name };
  const target = { type: 'user' as const, ...person };
  if (changed.length > 0) {
    const entries = changed.map((field) => {
      const label = field === 'emailDisplay' ? 'email' : field;
      return [label, { from: before[field], to: fields[field] }];
    });
    tx.record({ type: 'user.updated', target, user: person, data: { changes: Object.fromEntries(entries) } });
  }
  if (fields.role !== before.role) {
    const data = { changes: { role: { from: before.role, to: fields.role } } };
    tx.record({ type: 'user.role_changed', target, user: person, data });
  }
  if (changed.length === 0 && fields.role === before.role) return before;
  return tx.db.user.update({
    where: { accountId_id: { accountId: tx.accountId, id: before.id } },
    data: fields,
  });
}

async function changedAddress(tx: TransactionContext, before: UserRow, input: UpdateUser) {
  const emailDisplay = input.email ?? before.emailDisplay;
  const email = normalizeEmail(emailDisplay);
  if (email !== before.email && before.identityId !== null) fail('already_active');
  await refuseExisting(tx, tx.query, {
    email: email === before.email ? undefined : email,
    externalId: input.externalId,
    except: before.id,
  });
  return { email, emailDisplay };
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
  const kept = new Set(wanted.map(({ id }) => id));
  const left = current.map(({ group }) => group).filter(({ id }) => !kept.has(id));
  // The statement skips groups the user is in already.
  await addMemberships(tx, wanted, [user]);
  await removeMemberships(tx, left, [user]);
}
