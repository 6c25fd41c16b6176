import { normalizeEmail } from '@muster/contracts/kit/email-address';
import { CreateUser, type PutUser, type User } from '@muster/contracts/people/users';
import { requirePermission } from '../../../platform/context/actor.ts';
import type { Context } from '../../../platform/context/context.ts';
import { Failure, fail } from '../../../platform/errors.ts';
import { inviteUser } from '../invitations/index.ts';
import { createUser } from './add/create.ts';
import { findExisting } from './add/existing.ts';
import { getUser } from './service.ts';
import { updateUser } from './update.ts';

/**
 * Adds the user with an external id, or changes the one who has it. A user with the address and without an
 * external id gets it, so that a system can take over people who were added by hand.
 * @returns the user, and whether they were added
 * @throws Failure what `createUser`, `updateUser` and `inviteUser` throw
 */
export async function putUser(
  ctx: Context,
  externalId: string,
  input: PutUser,
): Promise<{ user: User; isNew: boolean }> {
  const { sendInvitation, ...fields } = input;
  if (sendInvitation) requirePermission(ctx.actor, 'invitations:write');
  const id = await findUser(ctx, externalId, input.email);
  if (id === undefined) {
    const user = await addUnlessExisting(ctx, { ...fields, sendInvitation, externalId });
    if (user) return { user, isNew: true };
  }
  // Without an id, another request has just added them.
  const present = id ?? (await findUser(ctx, externalId, input.email)) ?? fail('conflict');
  const user = await updateUser(ctx, present, { ...fields, externalId }, (before) => {
    // Another request may have given them an external id meanwhile.
    if (before.externalId !== null && before.externalId !== externalId) refuseAddress(before.id);
  });
  if (!sendInvitation || user.status !== 'added') return { user, isNew: false };
  await inviteUser(ctx, user.id, { despiteSuppression: false });
  return { user: await getUser(ctx, user.id), isNew: false };
}

function refuseAddress(userId: string): never {
  const errors = [{ pointer: '#/email', detail: 'user_exists', code: 'user_exists' }];
  return fail('user_exists', { extensions: { userId }, errors });
}

async function findUser(ctx: Context, externalId: string, email: string): Promise<string | undefined> {
  const taken = { emails: [normalizeEmail(email)], externalIds: [externalId] };
  const found = await findExisting(ctx, ctx.query, taken);
  const same = found.find((user) => user.externalId === externalId);
  return (same ?? found.find((user) => user.externalId === null))?.id;
}

/** @returns undefined if somebody with this external id exists by now */
async function addUnlessExisting(
  ctx: Context,
  { externalId, ...input }: PutUser & { readonly externalId: string },
): Promise<User | undefined> {
  const given = Object.entries(input).filter(([, value]) => value !== null);
  try {
    return await createUser(ctx, CreateUser.parse({ ...Object.fromEntries(given), externalId }));
  } catch (error) {
    const isExisting = error instanceof Failure && error.code === 'user_exists';
    if (isExisting && (await findUser(ctx, externalId, input.email))) return undefined;
    throw error;
  }
}
