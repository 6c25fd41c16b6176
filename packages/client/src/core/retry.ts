import type { ProblemError } from './problem.ts';
import type { Route } from './route.ts';
import type { Settings } from './settings.ts';

/**
 * `Error.cause.code` of connections that were never made, in Node and similar runtimes. Browsers do not
 * expose it.
 */
const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);
/** Statuses of temporary failures. */
const passing = new Set([500, 502, 503, 504]);
const longestPause = 8000;

/**
 * Returns how long to wait before a failed call is retried.
 * @param problem the problem of the last attempt
 * @param isRepeatable whether the call is idempotent
 * @param tries the number of attempts so far
 * @returns milliseconds, or undefined if a retry would not help or is not safe
 */
export function pauseBefore(
  problem: ProblemError,
  isRepeatable: boolean,
  tries: number,
  { retryDelay, maxRetryDelay }: Pick<Settings, 'retryDelay' | 'maxRetryDelay'>,
): number | undefined {
  if (!wasNotDone(problem) && !(isRepeatable && mayPass(problem))) return undefined;
  const requestedMs = (problem.retryAfter ?? 0) * 1000;
  if (requestedMs > maxRetryDelay) return undefined;
  // With jitter, so that many clients that failed at the same time do not retry at the same time.
  const pause = Math.min(retryDelay * 2 ** (tries - 1), longestPause) * (0.5 + Math.random() / 2);
  return Math.max(requestedMs, pause);
}

/** Whether a call is idempotent. A POST is with an `Idempotency-Key`. */
export function isRepeatable({ method }: Route, idempotencyKey: string | undefined): boolean {
  return method === 'POST' ? idempotencyKey !== undefined : method !== 'PATCH';
}

/** Whether the server certainly did nothing, so that any call can be retried. */
function wasNotDone({ code, status, cause }: ProblemError): boolean {
  // After too many wrong passwords, a retry would not help.
  if (status === 429) return code !== 'too_many_attempts';
  return code === 'idempotency_in_progress' || hasNotConnected(cause);
}

function mayPass({ code, status }: ProblemError): boolean {
  // A query that takes too long does so again.
  if (code === 'query_too_expensive') return false;
  return code === 'network_unreachable' || code === 'timed_out' || passing.has(status);
}

function hasNotConnected(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && neverConnected.has(String(cause.code));
}
