import { readDeprecation } from './deprecation.ts';
import { ProblemError, readProblem, unanswered, unreadable } from './problem.ts';
import { bodyOf, urlOf } from './request.ts';
import { isRepeatable, pauseBefore } from './retry.ts';
import type { Route, WireInput } from './route.ts';
import type { CallOptions, Settings } from './settings.ts';

/** In milliseconds. Longer timers fire immediately. */
const longestTimer = 2 ** 31 - 1;

/**
 * Calls an endpoint. Retries failures where that can help and is safe.
 * @param route an endpoint of the contracts, or its entry in the published table
 * @returns the parsed JSON of the response; the unread `Response` itself if it is not JSON
 * @throws ProblemError for any failure; the signal's reason if it aborts
 */
export async function call(
  settings: Settings,
  route: Route,
  input: WireInput,
  options: CallOptions = {},
): Promise<unknown> {
  const key = keyOf(route, options);
  const headers = headersOf(settings, route, options, key);
  const { maxRetries = settings.maxRetries } = options;
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt(settings, route, input, headers, options);
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!(error instanceof ProblemError) || tries > maxRetries) throw error;
      const pause = pauseBefore(error, isRepeatable(route, key), tries, settings);
      if (pause === undefined) throw error;
      await sleep(pause, options.signal);
    }
  }
}

async function attempt(
  settings: Settings,
  route: Route,
  input: WireInput,
  headers: Readonly<Record<string, string>>,
  { signal, timeout = route.multipart ? settings.uploadTimeout : settings.timeout }: CallOptions,
): Promise<unknown> {
  const limit = new AbortController();
  const giveUp = () => limit.abort(new DOMException('No answer in time.', 'TimeoutError'));
  const timer = setTimeout(giveUp, Math.min(timeout, longestTimer));
  try {
    const { body, contentType } = bodyOf(route, input);
    const request = new Request(urlOf(settings.baseUrl, route, input), {
      method: route.method,
      headers: contentType === undefined ? headers : { ...headers, 'content-type': contentType },
      body,
      signal: signal ? AbortSignal.any([signal, limit.signal]) : limit.signal,
      credentials: settings.credentials,
    });
    const response = await settings
      .fetch(request)
      .catch((error: unknown) => Promise.reject(unanswered(error)));
    reportDeprecation(settings, route, response);
    if (!response.ok) throw await readProblem(response);
    return await read(route, response);
  } finally {
    clearTimeout(timer);
  }
}

async function read(route: Route, response: Response): Promise<unknown> {
  if (route.contentType) return response;
  const text = await response.text().catch((error: unknown) => Promise.reject(unanswered(error)));
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(response, error);
  }
}

/** Public endpoints take no idempotency key, because keys belong to an account. */
function keyOf({ method, access }: Route, { idempotencyKey }: CallOptions): string | undefined {
  if (method !== 'POST' || access === 'public') return undefined;
  return idempotencyKey ?? newIdempotencyKey();
}

function headersOf(
  settings: Settings,
  { contentType }: Route,
  options: CallOptions,
  key: string | undefined,
): Record<string, string> {
  return {
    accept: `${contentType ?? 'application/json'}, application/problem+json`,
    ...settings.headers(),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...options.headers,
  };
}

function reportDeprecation({ onDeprecated }: Settings, route: Route, { headers }: Response): void {
  const deprecation = onDeprecated && readDeprecation(route, headers);
  if (deprecation) onDeprecated(deprecation);
}

function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const wake = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', wake);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', wake, { once: true });
  });
}

/** Returns a random UUID (RFC 9562, version 4). Browsers have `randomUUID` only on secure pages. */
export function newIdempotencyKey(): string {
  if (globalThis.isSecureContext !== false) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (Number(bytes[6]) & 0x0f) | 0x40;
  bytes[8] = (Number(bytes[8]) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
