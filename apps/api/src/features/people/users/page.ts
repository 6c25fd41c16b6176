import type { User } from '@muster/contracts/people/users';
import type { Context } from '../../../platform/context/context.ts';
import type { Keyset } from '../../../platform/db/keyset.ts';
import {
  findUsersById,
  isOneIndex,
  placesSql,
  sortValue,
  type UserFilter,
  type UserRow,
  type UserSort,
  usersSql,
} from './queries.ts';

/** A row of a page; with its groups where they were read along. */
export type PageRow = UserRow & { readonly groups?: User['groups'] };

/**
 * The users a filter finds, a page of them in keyset order. A page in the order of one index is read with one statement that
 * was planned before. Any other is found first, by a statement that is planned for its values and therefore names nothing
 * but the users' ids: joins would take longer to plan than to do.
 * @returns the rows, and the cursor of the next page
 */
export async function findPage(
  ctx: Context,
  filter: UserFilter,
  keyset: Keyset<UserSort>,
): Promise<{ rows: readonly PageRow[]; nextCursor: string | null }> {
  if (isOneIndex(filter)) {
    const found = await ctx.queryByKey<UserRow>(usersSql(ctx, filter, keyset));
    return keyset.page(found, (row) => ({ id: row.id, value: sortValue(row, keyset.key) }));
  }
  const places = await ctx.query<{ id: string; value: string }>(placesSql(ctx, filter, keyset));
  const page = keyset.page(places, (place) => place);
  if (page.rows.length === 0) return { ...page, rows: [] };
  const ids = page.rows.map(({ id }) => id);
  const rows = new Map((await findUsersById(ctx, ids)).map((row) => [row.id, row]));
  // Those removed between the statements are left out.
  return { ...page, rows: ids.flatMap((id) => rows.get(id) ?? []) };
}
