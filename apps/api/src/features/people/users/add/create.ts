import { normalizeEmail } from '@muster/contracts/kit/email-address';
import { userDetails } from '@muster/contracts/people/user-fields';
import type { CreateUser, User } from '@muster/contracts/people/users';
import { requirePermission } from '../../../../platform/context/actor.ts';
import type { Context } from '../../../../platform/context/context.ts';
import { retryConflicts } from '../../../../platform/db/retry-conflicts.ts';
import { fail } from '../../../../platform/errors.ts';
import { newValues } from '../../../../platform/fields/values.ts';
import { refusalToGive, refuseIf } from '../../../../policies/grants.ts';
import type { NewUser } from './add-users.ts';
import { type AddRequest, addBatched } from './batcher.ts';

/**
 * Adds a user: takes a seat, joins the groups, and sends the invitation if requested, all or nothing.
 * @throws Failure `user_exists` with the id of the user that has the address or external id,
 * `seat_limit_reached`, `group_not_found`, `scope_not_held` if the caller lacks a permission of the role,
 * `forbidden` if they add an owner without being one, or invite without the permission
 */
export async function createUser(ctx: Context, input: CreateUser): Promise<User> {
  refuseIf(ctx.actor, refusalToGive(ctx.actor, input.role));
  if (input.sendInvitation) requirePermission(ctx.actor, 'invitations:write');
  // Which groups exist is read before the transaction.
  return retryConflicts(() => add({ ctx, user: toNewUser(input) }));
}

async function add(call: AddRequest): Promise<User> {
  const { outcome, userId, user, errors = [] } = await addBatched(call);
  if (outcome === 'seat_limit_reached') fail('seat_limit_reached');
  if (user) return user;
  // Removed since.
  if (outcome === 'created') fail('not_found');
  // A concurrent request added the same person, so they exist by now.
  if (!userId) return add(call);
  return fail('user_exists', {
    extensions: { userId },
    errors: errors.map(({ pointer }) => ({ pointer, detail: 'user_exists', code: 'user_exists' })),
  });
}

/** The user to add, from a validated request. */
export function toNewUser({ email, groupIds, sendInvitation, ...fields }: CreateUser): NewUser {
  return {
    ...newValues(userDetails, fields),
    email: normalizeEmail(email),
    emailDisplay: email,
    groupIds,
    sendInvitation,
  };
}
