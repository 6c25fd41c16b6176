import { expect, test } from 'vitest';
import { readRetryAfter, retryWait, throttleFor } from './retries.ts';

const hour = 3_600_000;

test('ten attempts are spread over about three days, with jitter', () => {
  const waits = Array.from({ length: 9 }, (_, retries) => retryWait(retries) ?? 0);
  expect(retryWait(9)).toBeNull();
  const planned = [5_000, 300_000, 1_800_000, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];
  for (const [index, wait] of waits.entries()) {
    expect(wait).toBeGreaterThanOrEqual(planned[index] ?? 0);
    expect(wait).toBeLessThanOrEqual((planned[index] ?? 0) * 1.1 + 1);
  }
  expect(new Set(Array.from({ length: 50 }, () => retryWait(5))).size).toBeGreaterThan(1);
});

test('Retry-After is read as seconds or as a date, and capped at a day', () => {
  const now = new Date('2026-11-22T10:00:00Z');
  expect(readRetryAfter('120', now)).toBe(120_000);
  expect(readRetryAfter('Sun, 22 Nov 2026 10:05:00 GMT', now)).toBe(300_000);
  expect(readRetryAfter('Sun, 22 Nov 2020 10:05:00 GMT', now)).toBe(0);
  expect(readRetryAfter('99999999', now)).toBe(24 * hour);
  expect(readRetryAfter('soon', now)).toBeNull();
  expect(readRetryAfter(null, now)).toBeNull();
});

test('an overloaded or dead endpoint gets no requests for a while', () => {
  const throttle = (status: number | null, more: object = {}) =>
    throttleFor({ status, retryAfter: null, wait: 5_000, failingForMs: 0, ...more });
  for (const status of [429, 502, 504]) {
    expect(throttle(status)).toBe(5_000);
    expect(throttle(status, { wait: 10 * hour })).toBe(300_000);
    expect(throttle(status, { retryAfter: 60_000 })).toBe(60_000);
  }
  expect(throttle(503, { retryAfter: 60_000 })).toBe(60_000);
  expect(throttle(500)).toBe(0);
  expect(throttle(500, { retryAfter: 60_000 })).toBe(0);
  expect(throttle(null, { failingForMs: 200_000 })).toBe(10_000);
  expect(throttle(null, { failingForMs: 100 * hour })).toBe(60_000);
});
