import type { User as UserSchema } from '@muster/contracts/people/users';
import { useOutletContext } from 'react-router-dom';
import type * as z from 'zod';

/** A user as the API sends it. */
export type User = z.input<typeof UserSchema>;

/** A group as part of a user. */
export type UserGroup = User['groups'][number];

/** The user of the current page; for its tabs. */
export function useUser(): User {
  return useOutletContext<User>();
}
