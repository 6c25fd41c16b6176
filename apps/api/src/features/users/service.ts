import type { CreateUser, ListUsers, User } from '@muster/contracts/users';
import { isUniqueViolation } from '@muster/database/failures';
import { type Context, requirePermission, type TransactionContext } from '../../platform/context.ts';
import { newId } from '../../platform/crypto/tokens.ts';
import { normalizeEmail } from '../../platform/email/address.ts';
import { fail } from '../../platform/errors.ts';
import { openKeyset } from '../../platform/pagination.ts';
import { nameOf } from '../../platform/person-name.ts';
import { takeSeats } from '../account/index.ts';
import { addMemberships, requireGroups } from '../groups/index.ts';
import { issueInvitation } from '../invitations/index.ts';
import { countUsers, findUsers, presentUser, sortValue, type UserSort } from './queries.ts';

/** A page of the account's users with groups, invitation and last login. */
export async function listUsers(ctx: Context, query: ListUsers) {
  const keyset = openKeyset<UserSort>(ctx, 'users.list', query);
  const [total, found] = await Promise.all([
    keyset.isTotalWanted ? countUsers(ctx, query) : undefined,
    findUsers(ctx, query, keyset),
  ]);
  const { rows, nextCursor } = keyset.page(found, (row) => ({
    id: row.id,
    value: sortValue(row, keyset.key),
  }));
  return { data: rows.map(presentUser), nextCursor, ...(total === undefined ? {} : { total }) };
}

/** @throws Failure `not_found` */
export async function getUser(ctx: Context, id: string): Promise<User> {
  const [row] = await findUsers(ctx, { id });
  return row ? presentUser(row) : fail('not_found');
}

/**
 * Adds a user: takes a seat, joins the groups, sends the invitation if wanted, all or nothing.
 * @throws Failure `user_exists` with the id of the user that has the address or external id, `seat_limit_reached`,
 *   `group_not_found`, `forbidden` when somebody who is no owner makes one, or who may not invite does
 */
export async function createUser(ctx: Context, input: CreateUser): Promise<User> {
  if (input.role === 'owner') requirePermission(ctx.actor, 'owners:write');
  if (input.sendInvitation) requirePermission(ctx.actor, 'invitations:write');
  const email = normalizeEmail(input.email);
  const externalId = input.externalId ?? null;
  const id = newId();
  try {
    await ctx.transaction(async (tx) => {
      await refuseExisting(tx, { email, externalId });
      const groups = await requireGroups(tx, input.groupIds);
      await takeSeats(tx, 1);
      const name = nameOf(input.firstName, input.lastName, input.email);
      const user = await tx.db.user.create({
        data: {
          accountId: ctx.accountId,
          id,
          email,
          emailDisplay: input.email,
          firstName: input.firstName,
          lastName: input.lastName,
          name,
          role: input.role,
          externalId,
          locale: input.locale ?? null,
          createdAt: tx.now(),
        },
      });
      const groupNames = groups.map((group) => group.name);
      const person = { id, name };
      const data = { email: input.email, role: input.role, groups: groupNames };
      tx.record({ type: 'user.created', target: { type: 'user', ...person }, user: person, data });
      await addMemberships(tx, groups, [person]);
      if (input.sendInvitation) await issueInvitation(tx, user);
    });
  } catch (error) {
    // Somebody added the same person a moment ago: say so as if it had been seen before.
    if (isUniqueViolation(error, 'users') || isUniqueViolation(error, 'email')) {
      await refuseExisting(ctx, { email, externalId });
    }
    throw error;
  }
  return getUser(ctx, id);
}

/**
 * Refuses an address or external id that another user of the account has.
 * @param options.except the user who may have them
 * @throws Failure `user_exists` with that user's id
 */
export async function refuseExisting(
  ctx: Pick<Context | TransactionContext, 'db'>,
  taken: { email?: string | undefined; externalId?: string | null | undefined; except?: string },
): Promise<void> {
  const candidates = [
    ...(taken.email === undefined ? [] : [{ email: taken.email }]),
    ...(taken.externalId ? [{ externalId: taken.externalId }] : []),
  ];
  if (candidates.length === 0) return;
  const existing = await ctx.db.user.findFirst({
    where: { OR: candidates, ...(taken.except ? { NOT: { id: taken.except } } : {}) },
    select: { id: true, email: true },
  });
  if (!existing) return;
  const pointer = existing.email === taken.email ? '#/email' : '#/externalId';
  fail('user_exists', {
    extensions: { userId: existing.id },
    errors: [{ pointer, detail: 'user_exists', code: 'user_exists' }],
  });
}
