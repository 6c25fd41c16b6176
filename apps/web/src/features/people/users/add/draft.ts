import type { OnSeatLimit } from '@muster/contracts/people/users';
import { readStored, writeStored } from '../../../../platform/stored.ts';
import type { User, UserGroup } from '../user.ts';
import { distinct, type Entry, parseAddresses } from './addresses/parse-addresses.ts';

/** What the form of new users holds. An empty language is the account's. */
export interface NewUsers extends Record<string, unknown> {
  /** Whom to add. */
  users: readonly Entry[];
  /** What stands in the field of addresses and is no entry yet. */
  typed: string;
  /** The name of somebody whose address is not typed yet. */
  firstName: string;
  lastName: string;
  role: User['role'];
  locale: '' | NonNullable<User['locale']>;
  groups: readonly UserGroup[];
  sendInvitation: boolean;
  onSeatLimit: OnSeatLimit;
}

/** The form as it is at first. The invitation is what the form is for, so it goes out unless one says no. */
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
 * Everybody the form names, with what is still being typed. A name typed before the address belongs to it.
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

/** An entry with the name typed apart from it, where it has none of its own. */
export function named(
  entry: Entry,
  { firstName, lastName }: Pick<NewUsers, 'firstName' | 'lastName'>,
): Entry {
  return { ...entry, firstName: entry.firstName || firstName, lastName: entry.lastName || lastName };
}

/**
 * What was typed before the page was left, say to make a group. Kept in this tab, for one person in one
 * account.
 */
export function readDraft(adminId: string): NewUsers {
  const stored = readStored(keyOf(adminId), 'session');
  return stored ? { ...blankUsers, ...(JSON.parse(stored) as Partial<NewUsers>) } : blankUsers;
}

/** Keeps what is typed; `null` forgets it. */
export function writeDraft(adminId: string, draft: NewUsers | null): void {
  writeStored(keyOf(adminId), draft && JSON.stringify(draft), 'session');
}

/** Whether anything was typed that would be a pity to lose. */
export function isBlank(draft: NewUsers): boolean {
  return JSON.stringify(draft) === JSON.stringify(blankUsers);
}

function keyOf(adminId: string): string {
  return `muster.add-users.${adminId}`;
}
