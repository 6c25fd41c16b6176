import { expect, test } from 'vitest';
import { expiryOf } from './expiry.ts';

const here = { now: new Date('2026-11-22T10:00:00Z'), timeZone: 'Europe/Berlin' };

test("an expiry is never, after some days, or at the end of a day in the account's time zone", () => {
  expect(expiryOf('none', '', here)).toBeNull();
  expect(expiryOf('30', '', here)?.toISOString()).toBe('2026-12-22T10:00:00.000Z');
  expect(expiryOf('date', '2026-12-31', here)?.toISOString()).toBe('2026-12-31T23:00:00.000Z');
  expect(expiryOf('date', '', here)).toBeUndefined();
});
