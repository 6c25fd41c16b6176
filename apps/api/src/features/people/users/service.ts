import { defined } from '@muster/contracts/kit/defined';
import { normalizeEmail } from '@muster/contracts/kit/email-address';
import type { ListUsers, LookUpUsers, User, UserFilter, UserPage } from '@muster/contracts/people/users';
import type { Context } from '../../../platform/context/context.ts';
import { openKeyset } from '../../../platform/db/keyset.ts';
import { fail } from '../../../platform/errors.ts';
import { findExisting } from './add/existing.ts';
import { countQuickly, countUsers } from './count.ts';
import { findPage } from './page.ts';
import { presentUser, presentUsers } from './present.ts';
import { findUsersById, type UserSort } from './queries.ts';

/** A page of the account's users with groups, invitation and last login. Two statements, three with a total. */
export async function listUsers(ctx: Context, query: ListUsers): Promise<UserPage> {
  const keyset = openKeyset<UserSort>(ctx, 'users.list', query);
  const { limit: _limit, cursor: _cursor, include: _include, sort: _sort, ...filter } = query;
  const [total, { rows, nextCursor }] = await Promise.all([
    keyset.isTotalWanted ? countQuickly(ctx, filter) : undefined,
    findPage(ctx, filter, keyset),
  ]);
  const data = await presentUsers(ctx, rows);
  return defined({ data, nextCursor, total });
}

/** The exact number of users that match the filter. */
export async function getUserCount(ctx: Context, filter: UserFilter): Promise<{ total: number }> {
  return { total: (await countQuickly(ctx, filter)) ?? (await countUsers(ctx, filter)) };
}

/** @throws Failure `not_found` */
export async function getUser(ctx: Context, id: string): Promise<User> {
  const users = await getUsers(ctx, [id]);
  return users.get(id) ?? fail('not_found');
}

/** @throws Failure `not_found` */
export async function getUserByExternalId(ctx: Context, externalId: string): Promise<User> {
  const [existing] = await findExisting(ctx, ctx.query, { emails: [], externalIds: [externalId] });
  return existing ? getUser(ctx, existing.id) : fail('not_found');
}

/** Users by id, in one statement; unknown ids are left out. */
export async function getUsers(ctx: Context, ids: readonly string[]): Promise<Map<string, User>> {
  const rows = await findUsersById(ctx, ids);
  return new Map(rows.map(({ groups, groupIds: _, ...row }) => [row.id, presentUser(row, groups)]));
}

/** The users of the account with one of the addresses, each under the requested spelling. */
export async function lookUpUsers(ctx: Context, { emails }: LookUpUsers) {
  const normalized = new Map(emails.map((email) => [email, normalizeEmail(email)]));
  const existing = await findExisting(ctx, ctx.query, { emails: [...normalized.values()], externalIds: [] });
  const idOf = new Map(existing.map(({ email, id }) => [email, id]));
  const userOf = await getUsers(
    ctx,
    existing.map(({ id }) => id),
  );
  const data = [...normalized].flatMap(([email, compared]) => {
    const user = userOf.get(idOf.get(compared) ?? '');
    return user ? [{ email, user }] : [];
  });
  return { data };
}
