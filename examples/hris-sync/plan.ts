import type { User } from '@muster/client';
import type { PeopleList, Person } from './people.ts';

/** One step of a plan. */
export type Step =
  | { readonly kind: 'add'; readonly person: Person }
  | { readonly kind: 'change'; readonly person: Person; readonly user: User; readonly changes: Changes }
  | { readonly kind: 'reactivate'; readonly person: Person; readonly user: User }
  | { readonly kind: 'deactivate'; readonly user: User };

/** The differences between the list and Muster, with groups by name. */
export interface Changes {
  readonly externalId?: string;
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly groups?: readonly string[];
}

/**
 * Compares the list with the existing users and returns the steps to take; after they are done, it returns
 * none. Users without an `externalId` were not added from the list: they are linked if their address is in
 * it, and left alone otherwise.
 */
export function makePlan({ people, badRows }: PeopleList, users: readonly User[]): Step[] {
  const byExternalId = new Map(users.flatMap((user) => (user.externalId ? [[user.externalId, user]] : [])));
  const unlinked = new Map(users.flatMap((user) => (user.externalId ? [] : [[keyOf(user.email), user]])));
  const steps = people.flatMap((person): Step[] => {
    const user = byExternalId.get(person.id) ?? unlinked.get(keyOf(person.email));
    if (!user) return [{ kind: 'add', person }];
    const changes = changesOf(person, user);
    return [
      ...(user.status === 'deactivated' ? [{ kind: 'reactivate', person, user } as const] : []),
      ...(Object.keys(changes).length > 0 ? [{ kind: 'change', person, user, changes } as const] : []),
    ];
  });
  return [...leavers(people, badRows, users), ...steps];
}

/** Leavers come first, because their seats may be needed. */
function leavers(
  people: PeopleList['people'],
  badRows: PeopleList['badRows'],
  users: readonly User[],
): Step[] {
  // A row without an id could be any employee, so nobody counts as a leaver.
  if (badRows.some(({ id }) => id === undefined)) return [];
  const here = new Set([...people, ...badRows].map(({ id }) => id));
  return users
    .filter(
      ({ externalId, status }) => externalId !== null && !here.has(externalId) && status !== 'deactivated',
    )
    .map((user) => ({ kind: 'deactivate', user }));
}

function changesOf(person: Person, user: User): Changes {
  const { id, email, firstName, lastName, groups } = person;
  return {
    ...(user.externalId === id ? {} : { externalId: id }),
    // The address of an active user belongs to their identity; only they can change it.
    ...(isSame(user.email, email) || user.activatedAt !== null ? {} : { email }),
    ...(user.firstName === firstName ? {} : { firstName }),
    ...(user.lastName === lastName ? {} : { lastName }),
    ...(groups === undefined || isSameSet(groups, user) ? {} : { groups }),
  };
}

function isSameSet(groups: readonly string[], user: User): boolean {
  const wanted = new Set(groups.map(keyOf));
  return wanted.size === user.groups.length && user.groups.every(({ name }) => wanted.has(keyOf(name)));
}

function isSame(one: string, other: string): boolean {
  return keyOf(one) === keyOf(other);
}

/** The key for comparing addresses and group names, ignoring case. */
export function keyOf(text: string): string {
  return text.trim().toLowerCase();
}
