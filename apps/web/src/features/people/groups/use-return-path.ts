import { useSearchParams } from 'react-router-dom';

/**
 * Whether somebody came here from adding a user, to make a group for them. Kept in the address, so that it
 * survives a drawer, a group's page and a reload.
 */
export function useReturnPath() {
  const [search] = useSearchParams();
  const isFromAddUsers = search.get('from') === 'add-users';
  return { isFromAddUsers, search: isFromAddUsers ? '?from=add-users' : '' };
}
