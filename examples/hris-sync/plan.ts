import type { User } from '@muster/client';
import type { PeopleList, Person } from './people.ts';

/** One thing to do. */
export type Step =
  | { readonly kind: 'add'; readonly person: Person }
  | { readonly kind: 'change'; readonly person: Person; readonly user: User; readonly changes: Changes }
  | { readonly kind: 'reactivate'; readonly person: Person; readonly user: User }
  | { readonly kind: 'deactivate'; readonly user: User };

/** What differs between the list and Muster; group names stand for groups. */
export interface Changes {
  readonly externalId?: string;
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly groups?: readonly string[];
}

/**
 * Compares the list with the users there are. Running it again after its steps were done finds nothing.
 * Users without an `externalId` were not added from the list: they are linked when they have the address of
 * somebody in it, and left alone otherwise.
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

/** Leavers go first: the seats they free may be needed. */
function leavers(
  people: PeopleList['people'],
  badRows: PeopleList['badRows'],
  users: readonly User[],
): Step[] {
  // Whoever is meant by a row without an id still works here.
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
    // The address of somebody who activated belongs to their sign-in; only they change it.
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

/** Addresses and names of groups are compared ignoring case. */
export function keyOf(text: string): string {
  return text.trim().toLowerCase();
}
