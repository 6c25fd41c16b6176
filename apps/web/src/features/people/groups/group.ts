import type { Group as GroupSchema } from '@muster/contracts/people/groups';
import { useOutletContext, useSearchParams } from 'react-router-dom';
import type * as z from 'zod';

/** A group as the API sends it. */
export type Group = z.input<typeof GroupSchema>;

/** The group whose page this is; for its drawers. */
export function useGroup(): Group {
  return useOutletContext<Group>();
}

/**
 * Whether somebody came here from adding a user, to make a group for them. Kept in the address, so that it
 * survives a drawer, a group's page and a reload.
 */
export function useReturnPath() {
  const [search] = useSearchParams();
  const isFromAddUsers = search.get('from') === 'add-users';
  return { isFromAddUsers, search: isFromAddUsers ? '?from=add-users' : '' };
}
