import { defined } from '@muster/contracts/kit/defined';
import type { SavedView as SavedViewSchema } from '@muster/contracts/people/saved-views';
import type * as z from 'zod';
import { paths } from '../../../../platform/paths.ts';
import { filterOf, type UsersQuery } from '../list/user-filter.ts';

/** A saved view as the API sends it. */
export type SavedView = z.input<typeof SavedViewSchema>;
export type ViewQuery = SavedView['query'];

/** The query parameter that names the applied view. */
export const viewParameter = 'view';

/** The part of the list's query that a view stores. The default sort is left out. */
export function viewQueryOf(query: UsersQuery): ViewQuery {
  const { sort = 'name' } = query;
  return defined({ ...filterOf(query), sort: sort === 'name' ? undefined : sort });
}

/** The path of the list with a view applied. */
export function viewPath({ id, query }: SavedView): string {
  const { sort, q, lastLoginBefore, ...lists } = query;
  const given = Object.entries({ ...lists, q, lastLoginBefore, sort }).filter(
    (entry): entry is [string, string | string[]] => entry[1] !== undefined,
  );
  return paths.users({ ...Object.fromEntries(given), [viewParameter]: id });
}

/** Whether two queries find the same users in the same order, regardless of the order of their parameters. */
export function isSameQuery(one: ViewQuery, other: ViewQuery): boolean {
  return canonical(one) === canonical(other);
}

function canonical(query: ViewQuery): string {
  const given = Object.entries(query).filter(
    ([name, value]) => value !== undefined && !(name === 'sort' && value === 'name'),
  );
  const plain = given.map(
    ([name, value]) => [name, Array.isArray(value) ? [...value].sort() : value] as const,
  );
  return JSON.stringify(plain.sort(([a], [b]) => (a < b ? -1 : 1)));
}
