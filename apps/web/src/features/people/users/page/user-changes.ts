import { defined } from '@muster/contracts/kit/defined';
import { entriesOf } from '@muster/contracts/kit/fields';
import { type UserField, userFields } from '@muster/contracts/people/user-fields';
import type { UpdateUser } from '@muster/contracts/people/users';
import type * as z from 'zod';
import type { User, UserGroup } from '../user.ts';

/** The values of the edit form. A field without a value is an empty text. */
export type UserValues = Record<string, unknown> &
  Record<UserField, string> & { groups: readonly UserGroup[] };

/** The form's initial values for a user. */
export function valuesOfUser(user: User): UserValues {
  const values = entriesOf(userFields).map(([field]) => [field, user[field] ?? '']);
  return { ...(Object.fromEntries(values) as Record<UserField, string>), groups: user.groups };
}

/** Only what was changed, so that two people editing different fields do not undo each other. */
export function changesOf(user: User, values: UserValues): z.input<typeof UpdateUser> {
  const before = valuesOfUser(user);
  const changed = entriesOf(userFields).flatMap(([field, { empty }]) => {
    if (values[field] === before[field]) return [];
    return [[field, empty === null ? values[field].trim() || null : values[field]]];
  });
  const idsOf = (groups: readonly UserGroup[]) => groups.map(({ id }) => id);
  const groupIds = idsOf(values.groups);
  const haveGroupsChanged = groupIds.join() !== idsOf(before.groups).join();
  return defined({ ...Object.fromEntries(changed), groupIds: haveGroupsChanged ? groupIds : undefined });
}
