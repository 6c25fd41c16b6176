import { describe, expect, test } from 'vitest';
import { dayBefore, dayOf, instantOf, localTimeOf, nextDay, startOfDay } from './days.ts';

describe('days of a time zone', () => {
  test('a day begins at local midnight, not at midnight UTC', () => {
    expect(startOfDay('2026-11-22', 'Europe/Berlin').toISOString()).toBe('2026-11-21T23:00:00.000Z');
    expect(startOfDay('2026-11-22', 'America/New_York').toISOString()).toBe('2026-11-22T05:00:00.000Z');
    expect(startOfDay('2026-11-22', 'Asia/Kathmandu').toISOString()).toBe('2026-11-21T18:15:00.000Z');
  });

  test('a day on which the clock changes begins with the offset from before the change', () => {
    expect(startOfDay('2026-03-29', 'Europe/Berlin').toISOString()).toBe('2026-03-28T23:00:00.000Z');
    expect(startOfDay('2026-03-30', 'Europe/Berlin').toISOString()).toBe('2026-03-29T22:00:00.000Z');
    expect(startOfDay('2026-10-26', 'Europe/Berlin').toISOString()).toBe('2026-10-25T23:00:00.000Z');
  });

  test('the first instant of a day is in that day', () => {
    for (const zone of ['UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Pacific/Auckland', 'Asia/Kolkata']) {
      for (let day = '2026-01-01'; day < '2027-01-01'; day = nextDay(day)) {
        const start = startOfDay(day, zone);
        expect(dayOf(start, zone)).toBe(day);
        expect(dayOf(new Date(start.getTime() - 1), zone)).toBe(dayBefore(day));
      }
    }
  });

  test('a local time is converted to the instant at which clocks show it', () => {
    expect(instantOf('2026-11-22T09:30', 'Europe/Berlin').toISOString()).toBe('2026-11-22T08:30:00.000Z');
    expect(instantOf('2026-07-01T00:15', 'America/New_York').toISOString()).toBe('2026-07-01T04:15:00.000Z');
    expect(instantOf('2026-10-25T02:30', 'Europe/Berlin').toISOString()).toBe('2026-10-25T00:30:00.000Z');
    for (const zone of [
      'UTC',
      'Europe/Berlin',
      'America/Los_Angeles',
      'Pacific/Auckland',
      'Asia/Kathmandu',
    ]) {
      for (let hour = 0; hour < 24 * 370; hour += 31) {
        const instant = new Date(Date.UTC(2026, 0, 1, hour, 20));
        const shown = localTimeOf(instant, zone);
        expect(localTimeOf(instantOf(shown, zone), zone)).toBe(shown);
      }
    }
  });
});
