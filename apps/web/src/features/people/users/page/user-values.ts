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

/** The values as the API takes them, apart from the groups. */
export function bodyOf(values: UserValues): z.input<typeof UpdateUser> {
  const fields = entriesOf(userFields).map(([field, { empty }]) => [
    field,
    empty === null ? values[field].trim() || null : values[field],
  ]);
  return Object.fromEntries(fields);
}

/**
 * The groups of a user after a form that was open for a while: what was added and taken away there, applied to the groups
 * of now, so that it does not undo what others did meanwhile.
 * @param groups.initial the groups when the form was opened
 * @param groups.chosen the groups in the form
 * @param groups.now the groups the user has
 */
export function groupIdsAfter(groups: Record<'initial' | 'chosen' | 'now', readonly UserGroup[]>): string[] {
  const { initial, chosen, now } = groups;
  const isIn = (some: readonly UserGroup[]) => (group: UserGroup) => some.some(({ id }) => id === group.id);
  const stays = now.filter((group) => isIn(chosen)(group) || !isIn(initial)(group));
  const joins = chosen.filter((group) => !isIn(initial)(group) && !isIn(now)(group));
  return [...stays, ...joins].map(({ id }) => id);
}
