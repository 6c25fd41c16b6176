import type { OnSeatLimit } from '@muster/contracts/people/users';
import type { User, UserGroup } from '../user.ts';
import { distinct, type Entry, parseAddresses } from './addresses/parse-addresses.ts';

/** The values of the form for new users. An empty language means the account's. */
export interface NewUsers extends Record<string, unknown> {
  /** The people to add. */
  users: readonly Entry[];
  /** The text in the address field that is not an entry yet. */
  typed: string;
  /** The name of a person whose address is not typed yet. */
  firstName: string;
  lastName: string;
  role: User['role'];
  locale: '' | NonNullable<User['locale']>;
  groups: readonly UserGroup[];
  sendInvitation: boolean;
  onSeatLimit: OnSeatLimit;
}

/** The initial values. Invitations are sent by default, because that is what the form is for. */
export const blankUsers: NewUsers = {
  users: [],
  typed: '',
  firstName: '',
  lastName: '',
  role: 'member',
  locale: '',
  groups: [],
  sendInvitation: true,
  onSeatLimit: 'refuse',
};

/**
 * All people in the form, including the text still being typed. A name typed first belongs to that address.
 */
export function entriesOf(
  draft: Pick<NewUsers, 'users' | 'typed' | 'firstName' | 'lastName'>,
): readonly Entry[] {
  if (draft.typed.trim() === '') return draft.users;
  const typed = distinct(parseAddresses(draft.typed).entries, draft.users).entries;
  const [only] = typed;
  const isFirst = draft.users.length === 0 && typed.length === 1 && only !== undefined;
  return isFirst ? [named(only, draft)] : [...draft.users, ...typed];
}

/** Adds the separately typed name to an entry that has none. */
export function named(
  entry: Entry,
  { firstName, lastName }: Pick<NewUsers, 'firstName' | 'lastName'>,
): Entry {
  return { ...entry, firstName: entry.firstName || firstName, lastName: entry.lastName || lastName };
}

/** Whether the draft is empty. */
export function isBlank(draft: NewUsers): boolean {
  return JSON.stringify(draft) === JSON.stringify(blankUsers);
}
