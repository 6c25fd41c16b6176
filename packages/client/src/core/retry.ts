import type { ProblemError } from './problem.ts';
import type { Route } from './route.ts';
import type { Settings } from './settings.ts';

/** `Error.cause.code` of connections that were never made, in Node and its kin. Browsers do not say. */
const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);
/** What may pass by itself. */
const passing = new Set([500, 502, 503, 504]);
const longestPause = 8000;

/**
 * How long to wait before a failed call is tried again.
 * @param problem what the attempt ended with
 * @param isRepeatable whether the call does no harm when it arrives twice
 * @param tries how many attempts there were
 * @returns milliseconds, or undefined when trying again would not help or could do harm
 */
export function pauseBefore(
  problem: ProblemError,
  isRepeatable: boolean,
  tries: number,
  { retryDelay, maxRetryDelay }: Pick<Settings, 'retryDelay' | 'maxRetryDelay'>,
): number | undefined {
  if (!wasNotDone(problem) && !(isRepeatable && mayPass(problem))) return undefined;
  const asked = (problem.retryAfter ?? 0) * 1000;
  if (asked > maxRetryDelay) return undefined;
  // Half of it by chance, so that many who failed together do not come back together.
  const pause = Math.min(retryDelay * 2 ** (tries - 1), longestPause) * (0.5 + Math.random() / 2);
  return Math.max(asked, pause);
}

/** Whether a call does the same when it arrives twice. A POST does with an `Idempotency-Key`. */
export function isRepeatable({ method }: Route, idempotencyKey: string | undefined): boolean {
  return method === 'POST' ? idempotencyKey !== undefined : method !== 'PATCH';
}

/** Whether the server certainly did nothing, so that any call may be tried again. */
function wasNotDone({ code, status, cause }: ProblemError): boolean {
  // Too many wrong passwords are no matter of patience.
  if (status === 429) return code !== 'too_many_attempts';
  return code === 'idempotency_in_progress' || hasNotConnected(cause);
}

function mayPass({ code, status }: ProblemError): boolean {
  return code === 'network_unreachable' || code === 'timed_out' || passing.has(status);
}

function hasNotConnected(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && neverConnected.has(String(cause.code));
}
