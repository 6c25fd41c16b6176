import { defined } from '@muster/contracts/kit/defined';
import { userFilterFields } from '@muster/contracts/people/user-fields';
import type { users } from '@muster/contracts/people/users';
import type { UserFilter } from '../../../../platform/people/use-filter-words.ts';
import { type useListQuery, valuesOf } from '../../../../platform/table/list/use-list-query.ts';

/** Search, filters and sort of the users list, as in its URL. */
export type UsersQuery = ReturnType<typeof useListQuery<typeof users.list>>['query'];

/**
 * The filters of the list for a request body: without the sort, and with each repeatable filter as a list.
 */
export function filterOf(query: UsersQuery): UserFilter {
  const { q, lastLoginBefore } = query;
  const lists = {
    status: valuesOf(query.status),
    ...Object.fromEntries(userFilterFields.map((field) => [field, valuesOf(query[field])])),
    groupId: valuesOf(query.groupId),
    invitation: valuesOf(query.invitation),
    delivery: valuesOf(query.delivery),
  };
  const given = Object.entries(lists).filter(([, values]) => values.length > 0);
  return defined({
    ...(Object.fromEntries(given) as UserFilter),
    q: q || undefined,
    lastLoginBefore: lastLoginBefore || undefined,
  });
}
