/** A call of a deprecated endpoint. */
export interface Deprecation {
  /** The endpoint that was called, e.g. `users.list`. */
  readonly endpoint: string;
  /** Since when it is deprecated (RFC 9745), if the API says so. */
  readonly since: Date | undefined;
  /** When it stops working (RFC 8594), if that is decided. */
  readonly sunset: Date | undefined;
  /** A page that says what to use instead. */
  readonly link: string | undefined;
}

/** The settings shared by all calls of a client. Times are in milliseconds. */
export interface Settings {
  /** The base URL of the API, e.g. `https://muster.example.com/api/v1`. */
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  /** Sent with every call. */
  readonly headers: () => Readonly<Record<string, string>>;
  readonly credentials: NonNullable<RequestInit['credentials']>;
  /** How long one attempt may take. */
  readonly timeout: number;
  /** The same for uploads, which depend on the speed of the connection. */
  readonly uploadTimeout: number;
  /** How often a failed call is retried. */
  readonly maxRetries: number;
  /** The first pause before a retry; it doubles each time. */
  readonly retryDelay: number;
  /** If the API asks for a longer wait, the call fails instead. */
  readonly maxRetryDelay: number;
  /** Called for responses that announce a deprecation. */
  readonly onDeprecated?: ((deprecation: Deprecation) => void) | undefined;
}

/** The options of one call. */
export interface CallOptions {
  /** Aborts the call, with the signal's reason as the error. */
  readonly signal?: AbortSignal | undefined;
  /** How long one attempt may take, in milliseconds. */
  readonly timeout?: number | undefined;
  /** How often a failed call is retried. */
  readonly maxRetries?: number | undefined;
  /**
   * Makes a POST idempotent: for 24 hours, the same key and body get the same response. A key is generated
   * for every POST; set your own to repeat a call after a restart of your program.
   */
  readonly idempotencyKey?: string | undefined;
  /** Sent in addition to the client's own headers. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** The default settings. */
export const defaults = {
  timeout: 30_000,
  uploadTimeout: 15 * 60_000,
  maxRetries: 2,
  retryDelay: 500,
  maxRetryDelay: 60_000,
} as const;
