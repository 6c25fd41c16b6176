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

/** A row of a page, with its groups if they were read in the same statement. */
export type PageRow = UserRow & { readonly groups?: User['groups'] };

/**
 * Reads a page of the users that match a filter, in keyset order. A page in the order of a single index is
 * read with one prepared statement. Any other page is found first, by a statement that is planned for its
 * values and returns only ids: planning joins would take longer than running them.
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
  // Users removed between the statements are left out.
  return { ...page, rows: ids.flatMap((id) => rows.get(id) ?? []) };
}
