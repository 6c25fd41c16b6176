/** A call of something that is announced to go. */
export interface Deprecation {
  /** What was called, e.g. `users.list`. */
  readonly endpoint: string;
  /** Since when it is deprecated (RFC 9745), where the API says so. */
  readonly since: Date | undefined;
  /** When it stops working (RFC 8594), where that is settled. */
  readonly sunset: Date | undefined;
  /** A page that says what to use instead. */
  readonly link: string | undefined;
}

/** How calls are made: one for all calls of a client. Times are in milliseconds. */
export interface Settings {
  /** Where the API begins, e.g. `https://muster.example.com/api/v1`. */
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  /** Sent with every call. */
  readonly headers: () => Readonly<Record<string, string>>;
  readonly credentials: NonNullable<RequestInit['credentials']>;
  /** How long one attempt may take. */
  readonly timeout: number;
  /** The same for uploads: a file takes as long as the line it goes over. */
  readonly uploadTimeout: number;
  /** How often a failed call is tried again. */
  readonly maxRetries: number;
  /** The first pause before trying again; it doubles from one to the next. */
  readonly retryDelay: number;
  /** Who is told to wait longer than this gets the problem instead. */
  readonly maxRetryDelay: number;
  /** Told about answers that announce an end. */
  readonly onDeprecated?: ((deprecation: Deprecation) => void) | undefined;
}

/** What one call may ask for. */
export interface CallOptions {
  /** Ends the call, with the signal's reason as the error. */
  readonly signal?: AbortSignal | undefined;
  /** How long one attempt may take, in milliseconds. */
  readonly timeout?: number | undefined;
  /** How often a failed call is tried again. */
  readonly maxRetries?: number | undefined;
  /**
   * Makes a POST count once, however often it arrives: for 24 hours, the same key and body get one answer.
   * Every POST has one made up; give your own to repeat a call after your program was restarted.
   */
  readonly idempotencyKey?: string | undefined;
  /** Sent on top of the client's own. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** For whoever says nothing else. */
export const defaults = {
  timeout: 30_000,
  uploadTimeout: 15 * 60_000,
  maxRetries: 2,
  retryDelay: 500,
  maxRetryDelay: 60_000,
} as const;
