/** What a call needs to know about an endpoint. Every endpoint of the contracts fits. */
export interface Route {
  /** E.g. `users.create`. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Relative to the API's base path; parameters as `:name`. */
  readonly path: string;
  /** `public` if no sign-in is required. */
  readonly access: string;
  /** Present if the body is a form with a file. */
  readonly multipart?: unknown;
  /** Content types of a body that is sent as raw bytes; the first one is sent as the header. */
  readonly rawBody?: readonly string[];
  /** The content type of the response, if it is not JSON. */
  readonly contentType?: string;
}

/** The parts of a call as they go over the wire. */
export interface WireInput {
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  /** Serialised as JSON; for a `rawBody` route, text or bytes. */
  readonly body?: unknown;
  /** For a `multipart` route: its fields and the `file`. */
  readonly form?: Readonly<Record<string, unknown>> | undefined;
}

/** Returns the names of a route's path parameters, in order. */
export function paramNames({ path }: Pick<Route, 'path'>): string[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
}
