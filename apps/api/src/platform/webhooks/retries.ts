import { randomInt } from 'node:crypto';

const [second, minute, hour] = [1_000, 60_000, 3_600_000];

/** How long to wait after each failed attempt (Standard Webhooks 1.0): ten attempts over about three days. */
const waits = [
  ...[5 * second, 5 * minute, 30 * minute],
  ...[2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour],
];

const longestRetryAfter = 24 * hour;
const longestThrottle = 5 * minute;
const longestPause = minute;

/**
 * How long to wait for the next attempt, with up to a tenth of random delay, so that deliveries that failed
 * at the same time are not retried at the same time.
 * @param retries the number of retries so far
 * @returns milliseconds; null if that was the last attempt
 */
export function retryWait(retries: number): number | null {
  const wait = waits[retries];
  return wait === undefined ? null : Math.round(wait * (1 + randomInt(1001) / 10_000));
}

/**
 * Parses `Retry-After` (RFC 9110, 10.2.3): seconds or a date.
 * @returns milliseconds from now, at most a day; null if it is absent or invalid
 */
export function readRetryAfter(header: string | null, now: Date): number | null {
  if (header === null) return null;
  const text = header.trim();
  const wait = /^\d+$/.test(text) ? Number(text) * second : Date.parse(text) - now.getTime();
  return Number.isNaN(wait) ? null : Math.min(Math.max(wait, 0), longestRetryAfter);
}

/** Statuses of receivers that are overloaded as a whole. */
const overloaded = [429, 502, 504];

/**
 * How long to send nothing to an endpoint after a failed attempt. A requested delay is granted; an overloaded
 * endpoint waits as long as the delivery. An endpoint that keeps failing is tried less and less often, down
 * to once a minute, so that a thousand deliveries for a dead receiver cost no more than one.
 * @param failure.wait how long the delivery itself waits
 * @param failure.failingForMs how long every attempt has failed
 */
export function throttleFor(failure: {
  status: number | null;
  retryAfter: number | null;
  wait: number | null;
  failingForMs: number;
}): number {
  const { status, retryAfter, wait, failingForMs } = failure;
  if (retryAfter !== null && (overloaded.includes(status ?? 0) || status === 503)) return retryAfter;
  if (overloaded.includes(status ?? 0)) return Math.min(wait ?? longestThrottle, longestThrottle);
  return Math.min(failingForMs / 20, longestPause);
}
