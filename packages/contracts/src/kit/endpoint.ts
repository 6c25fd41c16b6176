import type * as z from 'zod';
import type { ErrorCode, Permission } from '../catalogue.ts';

/** The base path of version 1 of the API. */
export const basePath = '/api/v1';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Who may call: anybody, anybody signed in, or a caller whose role has the named permission. */
export type Access = 'public' | 'signed-in' | Permission;

/** One endpoint as plain data. Server, client, documentation, forms and tests are all derived from it. */
export interface EndpointSpec {
  readonly method: Method;
  /** Relative to `/api/v1`; parameters as `:name`. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  /** Keys cannot call it, whatever their scopes: it changes what belongs to a person alone. */
  readonly isForPeople?: true;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Content types whose body the handler receives as raw bytes, e.g. to verify signatures. */
  readonly rawBody?: readonly string[];
  /** The fields beside the one file (`file`) of a `multipart/form-data` body (RFC 7578), which is streamed to disk. */
  readonly multipart?: z.ZodObject;
  /** The success status. */
  readonly status: 200 | 201 | 202 | 204;
  readonly alsoStatus?: 200;
  readonly response?: z.ZodType;
  /** The content type of the success body, if it is not JSON. */
  readonly contentType?: 'text/event-stream' | 'text/plain' | 'text/html' | 'image/*' | FileType;
  /** The largest request body in bytes, if it differs from the general limit. */
  readonly bodyLimit?: number;
  /**
   * Marks the endpoint as deprecated: since when, when it ends, and what to use instead. Published in
   * response headers and in the OpenAPI document.
   */
  readonly deprecated?: { readonly since: string; readonly sunset?: string; readonly replacement?: string };
  /** Where the thing that a 201 or 202 is about can be read, if it is not the noun's own path; see `locationOf`. */
  readonly location?: `/${string}`;
  /** The answer contains a secret that is shown once, so it is never compressed; see `isCompressed`. */
  readonly hasSecret?: true;
  /**
   * Changes what a GET of the same path shows, so that `If-Match` can name the state it is meant for (RFC 9110, section
   * 13.1.1). `endpoints` sets it.
   */
  readonly isConditional?: true;
  /** Does a lot at once. When the service is overloaded, it is refused before anything else. */
  readonly isBulk?: true;
  /** The errors of this endpoint's own rules; `errorsOf` adds the shared ones. */
  readonly errors: readonly ErrorCode[];
}

/** An endpoint with its id, e.g. `users.create`, which is the OpenAPI operationId and the query key. */
export type Endpoint<S extends EndpointSpec = EndpointSpec> = S & { readonly id: string };

export type Nouns = Readonly<Record<string, Readonly<Record<string, Endpoint>>>>;

/** Defines one endpoint and keeps its literal types. */
export function endpoint<const S extends EndpointSpec>(spec: S): S {
  return spec;
}

/**
 * Gives each endpoint of a noun the id `<noun>.<verb>`.
 * @param noun plural camelCase noun, e.g. `auditEvents`
 * @param table the noun's endpoints by verb
 */
export function endpoints<const N extends string, const T extends Record<string, EndpointSpec>>(
  noun: N,
  table: T,
): { readonly [V in keyof T]: T[V] & { readonly id: `${N}.${V & string}` } } {
  const shown = new Set(
    Object.values(table)
      .filter(isTagged)
      .map(({ path }) => path),
  );
  const named = Object.entries(table).map(([verb, spec]) => {
    const isConditional = ['PUT', 'PATCH', 'DELETE'].includes(spec.method) && shown.has(spec.path);
    return [verb, { ...spec, ...(isConditional ? { isConditional } : {}), id: `${noun}.${verb}` }];
  });
  return Object.fromEntries(named);
}

/** Whether the answer is JSON that can be asked for again with `If-None-Match`. */
export function isTagged({ method, response, contentType }: EndpointSpec): boolean {
  return method === 'GET' && response !== undefined && contentType === undefined;
}

type Part<S, K extends string> = K extends keyof S ? (S[K] extends z.ZodType ? S[K] : undefined) : undefined;
type OutputOf<T> = T extends z.ZodType ? z.output<T> : undefined;
type InputOf<T> = T extends z.ZodType ? z.input<T> : undefined;

/** A file of a multipart body, as the handler receives it; deleted when the call ends. */
export interface UploadedFile {
  /** The path of the temporary file. */
  readonly path: string;
  /** The sender's file name, without folders. */
  readonly fileName: string;
}

/** A file as the caller passes it: in browsers, a `File`. */
/** Files of rows, which are streamed. */
export const fileTypes = [
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
] as const;
export type FileType = (typeof fileTypes)[number];

/** Whether a response is a file of rows. */
export function isFile(contentType: EndpointSpec['contentType']): contentType is FileType {
  return fileTypes.some((type) => type === contentType);
}

export interface NamedFile {
  readonly name: string;
  readonly size: number;
}

/** The input of a handler: every part parsed. */
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

/** The input of a caller: every part in its wire format. */
export type CallInput<S> = Field<'params', Part<S, 'params'>> &
  Field<'query', Part<S, 'query'>> &
  Field<'body', Part<S, 'body'>> &
  (S extends { multipart: infer F extends z.ZodObject }
    ? { readonly form: z.input<F> & { readonly file: NamedFile } }
    : unknown);

/** The result of a handler (times as `Date`). */
export type HandlerResult<S> = S extends { response: infer R extends z.ZodType } ? z.output<R> : unknown;

/** The result for a caller (times as RFC 3339 strings). */
export type CallResult<S> = InputOf<Part<S, 'response'>>;
