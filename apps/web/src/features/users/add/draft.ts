import { readStored, writeStored } from '../../../platform/stored.ts';
import type { User, UserGroup } from '../user.ts';

/** What the form of a new user holds. An empty language is the account's. */
export interface NewUser extends Record<string, unknown> {
  email: string;
  firstName: string;
  lastName: string;
  role: User['role'];
  locale: '' | NonNullable<User['locale']>;
  groups: readonly UserGroup[];
  sendInvitation: boolean;
}

/** The form as it is at first. The invitation is what the form is for, so it goes out unless one says no. */
export const blankUser: NewUser = {
  email: '',
  firstName: '',
  lastName: '',
  role: 'member',
  locale: '',
  groups: [],
  sendInvitation: true,
};

/** What was typed before the page was left, say to make a group. Kept in this tab, for one person in one account. */
export function readDraft(adminId: string): NewUser {
  const stored = readStored(keyOf(adminId), 'session');
  return stored ? { ...blankUser, ...(JSON.parse(stored) as Partial<NewUser>) } : blankUser;
}

/** Keeps what is typed; `null` forgets it. */
export function writeDraft(adminId: string, draft: NewUser | null): void {
  writeStored(keyOf(adminId), draft && JSON.stringify(draft), 'session');
}

/** Whether anything was typed that would be a pity to lose. */
export function isBlank(draft: NewUser): boolean {
  return JSON.stringify(draft) === JSON.stringify(blankUser);
}

function keyOf(adminId: string): string {
  return `muster.add-users.${adminId}`;
}
