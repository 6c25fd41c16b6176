import { useOutletContext } from 'react-router-dom';
import type { User } from '../user.ts';

/** The user whose page this is; for its tabs. */
export function useUser(): User {
  return useOutletContext<User>();
}
