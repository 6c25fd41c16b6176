import type * as z from 'zod';
import type { ErrorCode, Permission } from '../catalogue.ts';

/** Where version 1 of the API lives. */
export const basePath = '/api/v1';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Who may call: anybody, anybody signed in, or a caller whose role carries the named permission. */
export type Access = 'public' | 'signed-in' | Permission;

/** One endpoint as plain data. Server, client, documentation, forms and tests are all derived from it. */
export interface EndpointSpec {
  readonly method: Method;
  /** Relative to `/api/v1`; parameters as `:name`. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Content types whose body the handler gets as the bytes that came, for signatures over them. */
  readonly rawBody?: readonly string[];
  /** The fields beside the one file (`file`) of a `multipart/form-data` body (RFC 7578), which is streamed to disk. */
  readonly multipart?: z.ZodObject;
  /** The success status; a second one where the same call may create or update. */
  readonly status: 200 | 201 | 202 | 204;
  readonly alsoStatus?: 200;
  readonly response?: z.ZodType;
  /** What the success body is when it is not JSON. */
  readonly contentType?: 'text/event-stream' | 'text/plain' | 'text/html' | 'text/csv' | 'image/*';
  /** Largest request body in bytes, where the general limit does not fit. */
  readonly bodyLimit?: number;
  /** Announced to go: since when, the day it ends, and what to use instead. Told by headers and in the document. */
  readonly deprecated?: { readonly since: string; readonly sunset?: string; readonly replacement?: string };
  /** The errors of this endpoint's own rules; those every endpoint shares come from `errorsOf`. */
  readonly errors: readonly ErrorCode[];
}

/** An endpoint that knows its name, e.g. `users.create`: OpenAPI operationId, query key and audit word stem. */
export type Endpoint<S extends EndpointSpec = EndpointSpec> = S & { readonly id: string };

export type Nouns = Readonly<Record<string, Readonly<Record<string, Endpoint>>>>;

/** Keeps the literal types of one endpoint's description. */
export function endpoint<const S extends EndpointSpec>(spec: S): S {
  return spec;
}

/**
 * Names each endpoint of a noun `<noun>.<verb>`.
 * @param noun plural camelCase noun, e.g. `auditEvents`
 * @param table the noun's endpoints by verb
 */
export function endpoints<const N extends string, const T extends Record<string, EndpointSpec>>(
  noun: N,
  table: T,
): { readonly [V in keyof T]: T[V] & { readonly id: `${N}.${V & string}` } } {
  const named = Object.entries(table).map(([verb, spec]) => [verb, { ...spec, id: `${noun}.${verb}` }]);
  return Object.fromEntries(named);
}

type Part<S, K extends string> = K extends keyof S ? (S[K] extends z.ZodType ? S[K] : undefined) : undefined;
type OutputOf<T> = T extends z.ZodType ? z.output<T> : undefined;
type InputOf<T> = T extends z.ZodType ? z.input<T> : undefined;

/** A file of a multipart body, as the handler finds it; gone when the call ends. */
export interface UploadedFile {
  /** Where it lies meanwhile. */
  readonly path: string;
  /** The name it had at the sender's, without folders. */
  readonly fileName: string;
}

/** A file as the caller gives it: in browsers, a `File`. */
export interface NamedFile {
  readonly name: string;
  readonly size: number;
}

/** What a handler receives: every part parsed. */
export interface HandlerInput<S> {
  readonly params: OutputOf<Part<S, 'params'>>;
  readonly query: OutputOf<Part<S, 'query'>>;
  readonly body: S extends { rawBody: readonly string[] }
    ? Uint8Array
    : S extends { multipart: infer F extends z.ZodObject }
      ? z.output<F> & { readonly file: UploadedFile }
      : OutputOf<Part<S, 'body'>>;
}

type Field<K extends string, T> = T extends z.ZodType
  ? Record<string, never> extends z.input<T>
    ? { readonly [P in K]?: z.input<T> }
    : { readonly [P in K]: z.input<T> }
  : unknown;

/** What a caller sends: every part as it goes over the wire. */
export type CallInput<S> = Field<'params', Part<S, 'params'>> &
  Field<'query', Part<S, 'query'>> &
  Field<'body', Part<S, 'body'>> &
  (S extends { multipart: infer F extends z.ZodObject }
    ? { readonly form: z.input<F> & { readonly file: NamedFile } }
    : unknown);

/** What a handler returns (times as `Date`). */
export type HandlerResult<S> = S extends { response: infer R extends z.ZodType } ? z.output<R> : unknown;

/** What a caller gets (times as RFC 3339 strings). */
export type CallResult<S> = InputOf<Part<S, 'response'>>;
