import type { OnSeatLimit } from '@muster/contracts/people/users';
import { readStored, writeStored } from '../../../../platform/stored.ts';
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

/**
 * Reads the draft saved when the page was left, e.g. to create a group. Stored per tab, person and account.
 */
export function readDraft(adminId: string): NewUsers {
  const stored = readStored(keyOf(adminId), 'session');
  return stored ? { ...blankUsers, ...(JSON.parse(stored) as Partial<NewUsers>) } : blankUsers;
}

/** Saves the draft; `null` deletes it. */
export function writeDraft(adminId: string, draft: NewUsers | null): void {
  writeStored(keyOf(adminId), draft && JSON.stringify(draft), 'session');
}

/** Whether the draft is empty. */
export function isBlank(draft: NewUsers): boolean {
  return JSON.stringify(draft) === JSON.stringify(blankUsers);
}

function keyOf(adminId: string): string {
  return `muster.add-users.${adminId}`;
}
