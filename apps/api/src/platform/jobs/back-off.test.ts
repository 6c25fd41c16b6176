import { expect, test } from 'vitest';
import { backOff } from './back-off.ts';

test('delays double, vary, and are at most an hour', () => {
  for (let attempt = 1; attempt <= 40; attempt += 1) {
    const full = Math.min(3600, 5 * 2 ** (attempt - 1));
    const waits = Array.from({ length: 50 }, () => backOff(attempt));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(full / 2);
    expect(Math.max(...waits)).toBeLessThanOrEqual(full);
    expect(new Set(waits).size).toBeGreaterThan(1);
  }
});
