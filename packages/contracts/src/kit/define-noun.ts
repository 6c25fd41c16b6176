import type { Noun } from '../nouns.ts';

/** A noun as the API and query keys spell it: `auditEvents` of `audit-events`. */
export type ApiName<N extends string = Noun> = N extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<ApiName<Rest>>}`
  : N;

/** A noun as the API and query keys spell it: `auditEvents` of `audit-events`. */
export function apiNameOf(noun: string): string {
  return noun.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The statuses that an error can have. */
export type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 414 | 415 | 422 | 429 | 500 | 503;

/** One type of event. */
export interface EventSpec {
  /** The messages of the live stream that follow: the lists that would now look different. */
  readonly streams: readonly string[];
  /** Admins choose how they are notified about it. */
  readonly isRouted: boolean;
  /** Its target no longer exists, so no link can lead there. */
  readonly isFinal: boolean;
}

/** What a noun adds to the product. What it does not name it does not have. */
export interface NounManifest {
  readonly noun: Noun;
  /** The page of the web app that lists it; one of them is at `<webPath>/<id>`. */
  readonly webPath?: `/${string}`;
  /** Describes the noun in the documentation of the API. */
  readonly tag: string;
  /** What an event says it was done to. */
  readonly target?: string;
  readonly permissions?: readonly `${string}:${'read' | 'write'}`[];
  /** What reading its events and its messages on the live stream needs. */
  readonly readPermission?: `${string}:read`;
  /** The errors of its own rules. */
  readonly errors?: Readonly<Record<string, ErrorStatus>>;
  readonly events?: Readonly<Record<string, EventSpec>>;
  /** The keys of the e-mails it sends. */
  readonly mails?: readonly string[];
  /** Its messages on the live stream, and the nouns that must be read again after each. */
  readonly stale?: Readonly<Record<string, readonly ApiName[]>>;
}

/** Declares a noun; keeps the literal types. */
export function defineNoun<const M extends NounManifest>(manifest: M): M {
  return manifest;
}

type Events<T extends string, N extends string, S extends string, R extends N> = {
  readonly [K in N as `${T}.${K}`]: {
    readonly streams: readonly S[];
    readonly isRouted: K extends R ? true : false;
    readonly isFinal: boolean;
  };
};

/**
 * Declares the events `<target>.<name>`, in the past tense.
 * @param target what the events are about
 * @param names one per event
 * @param options.streams the messages of the live stream that follow each of them
 * @param options.routed those that admins choose about
 * @param options.final those after which the target no longer exists
 */
export function defineEvents<
  const T extends string,
  const N extends string,
  const S extends string = never,
  const R extends N = never,
>(
  target: T,
  names: readonly N[],
  options: { streams: readonly S[]; routed?: readonly R[]; final?: readonly N[] },
): Events<T, N, S, R> {
  const { streams, routed = [], final = [] } = options;
  const isRouted = (name: N) => (routed as readonly N[]).includes(name);
  const entries = names.map((name) => [
    `${target}.${name}`,
    { streams, isRouted: isRouted(name), isFinal: final.includes(name) },
  ]);
  return Object.fromEntries(entries);
}
