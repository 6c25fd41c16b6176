// What the nouns add to the product, collected from their manifests in the order of nouns.ts.
import * as z from 'zod';
import { manifests } from './generated/manifests.ts';
import type { ErrorStatus, EventSpec, NounManifest } from './kit/define-noun.ts';
import { sharedErrors } from './kit/shared-errors.ts';

type Manifest = (typeof manifests)[keyof typeof manifests];
type Keys<T> = T extends unknown ? keyof T & string : never;
/** The values of a property over all manifests that have it, one by one. */
type Each<K extends keyof NounManifest, M = Manifest> = M extends { readonly [P in K]: infer V } ? V : never;

const all: readonly NounManifest[] = Object.values(manifests);

/** Every error code the API answers with. Codes never change their meaning. */
export type ErrorCode = keyof typeof sharedErrors | Keys<Each<'errors'>>;

const statuses: Readonly<Record<string, ErrorStatus>> = Object.assign(
  {},
  sharedErrors,
  ...all.map(({ errors }) => errors),
);

/** Every error code and its HTTP status, by status. */
export const errorStatus = Object.fromEntries(
  Object.entries(statuses).sort(
    ([one, oneStatus], [other, otherStatus]) => oneStatus - otherStatus || (one < other ? -1 : 1),
  ),
) as Readonly<Record<ErrorCode, ErrorStatus>>;
export const errorCodes = Object.keys(errorStatus) as ErrorCode[];

/** Every permission, in the order of the nouns. */
export const permissionsByNoun = all.flatMap(({ permissions = [] }) => permissions) as Permission[];

export type Permission = Each<'permissions'>[number];
export const Permission = z.enum([...permissionsByNoun].sort());

const events: Readonly<Record<string, EventSpec>> = Object.assign({}, ...all.map((noun) => noun.events));

/** Every audited fact, past tense. They feed the audit log, a user's timeline, notifications and the live stream. */
export type EventType = Keys<Each<'events'>>;
export const EventType = z.enum(Object.keys(events) as EventType[]);

type Routed<E> = E extends unknown
  ? { [T in keyof E]: E[T] extends { readonly isRouted: true } ? T : never }[keyof E] & string
  : never;

/** The events an admin chooses about. */
export type RoutedEvent = Routed<Each<'events'>>;
export const RoutedEvent = z.enum(
  EventType.options.filter((type) => events[type]?.isRouted) as readonly string[] as RoutedEvent[],
);

/** What an event can say it was done to. */
export type EventTargetType = Each<'target'>;
export const EventTargetType = z.enum(all.flatMap(({ target = [] }) => target) as EventTargetType[]);

/** Keys of the e-mails the product sends. */
export type EmailTemplateKey = Each<'mails'>[number];
export const EmailTemplateKey = z.enum(all.flatMap(({ mails = [] }) => mails) as EmailTemplateKey[]);

/** What the live stream (`GET /events-stream`) says: which lists changed, or that a notification came. */
export type StreamEvent = Keys<Each<'stale'>>;

/** The nouns, as query keys spell them, that must be read again after a message of the live stream. */
export const staleAfter: Readonly<Record<StreamEvent, readonly (keyof typeof manifests)[]>> = Object.assign(
  {},
  ...all.map(({ stale }) => stale),
);
export const StreamEvent = z.enum(Object.keys(staleAfter) as StreamEvent[]);

type DeclaredEvents<E = Each<'events'>> = E extends unknown ? E[keyof E] : never;
type DeclaredStream = Extract<DeclaredEvents, EventSpec>['streams'][number];

/**
 * The messages of the live stream that follow an event. A stream that no noun declares does not compile.
 * @param type the event's type
 */
export function streamEventsOf(type: EventType): readonly StreamEvent[] {
  return (events[type]?.streams ?? []) as readonly DeclaredStream[];
}

const readPermissions = new Map(
  all.flatMap(({ readPermission, events: own = {}, stale = {} }) =>
    [...Object.keys(own), ...Object.keys(stale)].map((name) => [name, readPermission as Permission] as const),
  ),
);

/**
 * What reading an event needs, e.g. for an endpoint that receives it.
 * @param type the event's type
 */
export function readPermissionOf(type: EventType): Permission {
  const permission = readPermissions.get(type);
  if (!permission) throw new Error(`The noun of ${type} names no permission to read its events.`);
  return permission;
}

/**
 * What receiving a message of the live stream needs; null for everybody who is signed in, because it is also
 * about their own page.
 * @param message the message
 */
export function streamPermissionOf(message: StreamEvent): Permission | null {
  if (staleAfter[message].includes('me')) return null;
  const permission = readPermissions.get(message);
  if (!permission) throw new Error(`The noun of ${message} names no permission to read it.`);
  return permission;
}

/** Whether what the event was done to no longer exists. */
export function isFinal(type: EventType): boolean {
  return events[type]?.isFinal === true;
}

const nounsByTarget = new Map(
  Object.entries(manifests).map(([noun, { target }]: [string, NounManifest]) => [target, noun]),
);

/** The noun that an event was done to, as query keys and messages spell it. */
export function nounOfTarget(type: string): string | undefined {
  return nounsByTarget.get(type);
}

const pages = new Map(all.map(({ target, webPath }) => [target, webPath]));

/**
 * The page of the web app about something, if there is one.
 * @param type what it is, as the actor or target of an event says
 * @param id of the thing
 */
export function webPathOf(type: string, id: string): string | undefined {
  const page = pages.get(type);
  return page && `${page}/${encodeURIComponent(id)}`;
}
