import type { Group as GroupSchema } from '@muster/contracts/people/groups';
import { useOutletContext, useSearchParams } from 'react-router-dom';
import type * as z from 'zod';

/** A group as the API sends it. */
export type Group = z.input<typeof GroupSchema>;

/** The group of the current page; for its drawers. */
export function useGroup(): Group {
  return useOutletContext<Group>();
}

/**
 * Whether the person came from adding a user, to create a group. Stored in the URL, so that it survives
 * drawers, a group's page and a reload.
 */
export function useReturnPath() {
  const [search] = useSearchParams();
  const isFromAddUsers = search.get('from') === 'add-users';
  return { isFromAddUsers, search: isFromAddUsers ? '?from=add-users' : '' };
}
