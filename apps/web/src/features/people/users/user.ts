import type { User as UserSchema } from '@muster/contracts/people/users';
import type * as z from 'zod';

/** A user as the API sends it. */
export type User = z.input<typeof UserSchema>;

/** A group as a user carries it. */
export type UserGroup = User['groups'][number];
