import { EventType, type Permission, readPermissionOf } from '@muster/contracts/catalogue';

type NounOf<T> = T extends `${infer Noun}.${string}` ? Noun : never;

/** The noun of an event: `user` of `user.activated`. */
export type EventNoun = NounOf<EventType>;

/** The types of events about one noun. */
export interface EventGroup {
  readonly noun: EventNoun;
  readonly types: readonly EventType[];
}

/** Every event type by noun, in the order of the contract. */
export const eventGroups: readonly EventGroup[] = [...Map.groupBy(EventType.options, nounOf)].map(
  ([noun, types]) => ({ noun, types }),
);

/**
 * Finds the groups and types whose name or code contains the typed text.
 * @param nameOf returns the name of a type
 */
export function searchEvents(typed: string, nameOf: (type: EventType) => string): EventGroup[] {
  const wanted = typed.trim().toLocaleLowerCase();
  const fits = (type: EventType) =>
    type.includes(wanted) || nameOf(type).toLocaleLowerCase().includes(wanted);
  return eventGroups
    .map(({ noun, types }) => ({ noun, types: types.filter(fits) }))
    .filter(({ types }) => types.length > 0);
}

/** The permissions that the events need, each once. */
export function permissionsFor(types: readonly EventType[]): readonly Permission[] {
  return [...new Set(types.map(readPermissionOf))];
}

function nounOf(type: EventType): EventNoun {
  return type.slice(0, type.indexOf('.')) as EventNoun;
}
