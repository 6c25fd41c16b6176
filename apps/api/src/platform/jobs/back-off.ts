import { randomInt } from 'node:crypto';

const first = 5;
const longest = 3600;

/**
 * How long to wait before the next attempt: twice as long each time, up to an hour, with some randomness so
 * that jobs that failed at the same time do not retry at the same time.
 * @param attempt the failed attempt, counted from 1
 * @returns seconds
 */
export function backOff(attempt: number): number {
  const full = Math.min(longest, first * 2 ** Math.min(attempt - 1, 20));
  return full * (0.5 + randomInt(1001) / 2000);
}
