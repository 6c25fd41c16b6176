// The only file that imports the contracts. The build replaces it with generated types without zod, so other
// files may use only what both versions export.
import { api } from '@muster/contracts/api';
import type { ErrorCode } from '@muster/contracts/catalogue';
import type { FieldError as FieldErrorSchema, Problem as ProblemSchema } from '@muster/contracts/errors';
import type { EventChanges } from '@muster/contracts/event-catalogue';
import type {
  EventData as EventDataSchema,
  FeedEvent as FeedEventSchema,
  MusterEvent,
} from '@muster/contracts/integrations/webhook-events';
import { defined } from '@muster/contracts/kit/defined';
import { basePath, type CallResult, type Endpoint } from '@muster/contracts/kit/endpoint';
import type { Group as GroupSchema } from '@muster/contracts/people/groups';
import type { User as UserSchema } from '@muster/contracts/people/user';
import type * as z from 'zod';
import type { CallOptions } from './core/settings.ts';
import type { Listing } from './listing.ts';
import type { Paging, Table, TableRoute } from './table.ts';

export type { ErrorCode };
export { basePath };
export type FieldError = z.input<typeof FieldErrorSchema>;
export type Problem = z.input<typeof ProblemSchema>;
export type Group = z.input<typeof GroupSchema>;
export type User = z.input<typeof UserSchema>;
export type EventData = z.input<typeof EventDataSchema>;

/** The changes that each type of event tells. */
export type { EventChanges, MusterEvent };

/** An event of the feed. */
export type FeedEvent = z.input<typeof FeedEventSchema>;

/** Every endpoint as `<noun>.<verb>`. */
export type Nouns = {
  readonly [N in keyof typeof api]: { readonly [V in keyof (typeof api)[N]]: Method<(typeof api)[N][V]> };
};

/** An endpoint as a function: path parameters, query and body in one object. */
type Method<E> =
  Record<string, never> extends FlatInput<E>
    ? (input?: FlatInput<E>, options?: CallOptions) => Answer<E>
    : (input: FlatInput<E>, options?: CallOptions) => Answer<E>;

type FlatInput<E> = Part<E, 'params'> &
  Part<E, 'query'> &
  Part<E, 'body'> &
  (E extends { multipart: infer F extends z.ZodObject } ? z.input<F> & { readonly file: Blob } : unknown) &
  (E extends { rawBody: readonly string[] } ? { readonly body?: string | Blob } : unknown);

type Part<E, K extends string> =
  E extends Record<K, infer S extends z.ZodType> ? NonNullable<z.input<S>> : unknown;

type Answer<E> = E extends { contentType: string }
  ? Promise<Response>
  : CallResult<E> extends { readonly data: readonly (infer Item)[] } & PageEnd
    ? Listing<Item, CallResult<E>>
    : Promise<CallResult<E> extends undefined ? void : CallResult<E>>;

type PageEnd = { readonly nextCursor: string | null } | { readonly nextAfter: string | null };

/** Every endpoint by noun and verb. */
export const table: Table = Object.fromEntries(
  Object.entries(api).map(([noun, verbs]) => [
    noun,
    Object.fromEntries(Object.entries<Endpoint>(verbs).map(([verb, endpoint]) => [verb, routeOf(endpoint)])),
  ]),
);

function routeOf({ id, method, path, access, ...spec }: Endpoint): TableRoute {
  const query = Object.keys(spec.query?.shape ?? {});
  const paging = pagingOf(spec.response, query);
  return defined({
    id,
    method,
    path,
    access,
    query,
    hasBody: spec.body !== undefined,
    multipart: spec.multipart ? (true as const) : undefined,
    rawBody: spec.rawBody,
    contentType: spec.contentType,
    paging,
  });
}

function pagingOf(response: z.ZodType | undefined, query: readonly string[]): Paging | undefined {
  const fields = response && 'shape' in response ? Object.keys(response.shape as object) : [];
  if (fields.includes('nextCursor') && query.includes('cursor')) return 'cursor';
  return fields.includes('nextAfter') && query.includes('after') ? 'after' : undefined;
}
