import { EventType } from '@muster/contracts/events';

type NounOf<T> = T extends `${infer Noun}.${string}` ? Noun : never;

/** What events are about: `user` of `user.activated`. */
export type EventNoun = NounOf<EventType>;

/** The types of events about one noun. */
export interface EventGroup {
  readonly noun: EventNoun;
  readonly types: readonly EventType[];
}

/** Every type of event, under what it is about, in the order of the contract. */
export const eventGroups: readonly EventGroup[] = [...Map.groupBy(EventType.options, nounOf)].map(
  ([noun, types]) => ({ noun, types }),
);

/**
 * The groups and types that have what was typed in their name or code.
 * @param nameOf what a type is called
 */
export function searchEvents(typed: string, nameOf: (type: EventType) => string): EventGroup[] {
  const wanted = typed.trim().toLocaleLowerCase();
  const fits = (type: EventType) =>
    type.includes(wanted) || nameOf(type).toLocaleLowerCase().includes(wanted);
  return eventGroups
    .map(({ noun, types }) => ({ noun, types: types.filter(fits) }))
    .filter(({ types }) => types.length > 0);
}

function nounOf(type: EventType): EventNoun {
  return type.slice(0, type.indexOf('.')) as EventNoun;
}
