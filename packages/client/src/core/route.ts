/** What a call needs to know of an endpoint. Every endpoint of the contracts is one as it stands. */
export interface Route {
  /** E.g. `users.create`. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Relative to the API's base path; parameters as `:name`. */
  readonly path: string;
  /** `public` where nobody has to be signed in. */
  readonly access: string;
  /** Present where the body is a form with a file. */
  readonly multipart?: unknown;
  /** Content types of a body that is sent as the bytes it is; the first one is announced. */
  readonly rawBody?: readonly string[];
  /** What the answer is when it is not JSON. */
  readonly contentType?: string;
}

/** The parts of a call as they go over the wire. */
export interface WireInput {
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  /** Becomes JSON; of a `rawBody` route, a text or bytes. */
  readonly body?: unknown;
  /** Of a `multipart` route: its fields and the `file`. */
  readonly form?: Readonly<Record<string, unknown>> | undefined;
}

/** The names of a route's path parameters, in their order. */
export function paramNames({ path }: Pick<Route, 'path'>): string[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
}
