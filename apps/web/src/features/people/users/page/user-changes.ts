import type { UpdateUser } from '@muster/contracts/people/users';
import type * as z from 'zod';
import type { User, UserGroup } from '../user.ts';

/** The values of the edit form. An empty language means the account's. */
export interface UserValues extends Record<string, unknown> {
  firstName: string;
  lastName: string;
  email: string;
  role: User['role'];
  locale: '' | NonNullable<User['locale']>;
  externalId: string;
  groups: readonly UserGroup[];
}

/** The form's initial values for a user. */
export function valuesOfUser(user: User): UserValues {
  const { firstName, lastName, email, role, groups } = user;
  return {
    firstName,
    lastName,
    email,
    role,
    groups,
    locale: user.locale ?? '',
    externalId: user.externalId ?? '',
  };
}

/** Only what was changed, so that two people editing different fields do not undo each other. */
export function changesOf(user: User, values: UserValues): z.input<typeof UpdateUser> {
  const before = valuesOfUser(user);
  const isChanged = (field: keyof UserValues) => values[field] !== before[field];
  const idsOf = (groups: readonly UserGroup[]) => groups.map(({ id }) => id);
  return {
    ...(isChanged('firstName') ? { firstName: values.firstName } : {}),
    ...(isChanged('lastName') ? { lastName: values.lastName } : {}),
    ...(isChanged('email') ? { email: values.email } : {}),
    ...(isChanged('role') ? { role: values.role } : {}),
    ...(isChanged('locale') ? { locale: values.locale || null } : {}),
    ...(isChanged('externalId') ? { externalId: values.externalId.trim() || null } : {}),
    ...(idsOf(values.groups).join() === idsOf(before.groups).join()
      ? {}
      : { groupIds: idsOf(values.groups) }),
  };
}
