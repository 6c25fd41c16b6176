import { initialValues } from '@muster/contracts/kit/fields';
import { userFields } from '@muster/contracts/people/user-fields';
import type { User as UserSchema } from '@muster/contracts/people/users';
import type * as z from 'zod';

type User = z.input<typeof UserSchema>;

const id = (n: number) => `0192f0c1-2d3e-7a4b-8c5d-${String(n).padStart(12, '0')}`;

/** A user of the company Acme as the API sends them: added, not invited, in no group. */
export function aUser(changes: Partial<User> = {}): User {
  return {
    id: id(100),
    ...initialValues(userFields),
    email: 'ada@acme.test',
    firstName: 'Ada',
    lastName: 'Lovelace',
    name: 'Ada Lovelace',
    status: 'added',
    groups: [],
    invitation: null,
    lastLoginAt: null,
    activatedAt: null,
    deactivatedAt: null,
    progress: null,
    createdAt: '2026-02-01T10:00:00.000Z',
    updatedAt: '2026-02-01T10:00:00.000Z',
    ...changes,
  };
}

/** A user's invitation: open, with its e-mail delivered. */
export function anInvitation(
  changes: Partial<NonNullable<User['invitation']>> = {},
): NonNullable<User['invitation']> {
  return {
    id: id(200),
    status: 'pending',
    delivery: 'delivered',
    deliveryDetail: null,
    sentAt: '2026-02-02T10:00:00.000Z',
    expiresAt: '2026-02-09T10:00:00.000Z',
    ...changes,
  };
}
