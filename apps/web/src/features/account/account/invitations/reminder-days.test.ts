import { describe, expect, test } from 'vitest';
import { faultsOf, nextDay, reminderSummary } from './reminder-days.ts';

describe('days of reminders', () => {
  test('are whole, from 1 to 29, and different', () => {
    expect(faultsOf([3, 6])).toEqual([undefined, undefined]);
    expect(faultsOf(['', 0, 30, 2.5])).toEqual(['day', 'day', 'day', 'day']);
    expect(faultsOf([3, '3'])).toEqual([undefined, 'twice']);
  });

  test('after the link has expired are never sent', () => {
    expect(reminderSummary([6, 3, 7], 7)).toEqual({ sent: [3, 6], never: [7] });
    expect(reminderSummary(['', 40, 2], 1)).toEqual({ sent: [], never: [2] });
  });

  test('are suggested while the link still works', () => {
    expect(nextDay([], 7)).toBe(3);
    expect(nextDay([3], 7)).toBe(6);
    expect(nextDay([3, 6], 7)).toBe(5);
    expect(nextDay([], 2)).toBe(1);
    // No day fits before the link expires; the summary then says that the reminder is never sent.
    expect(nextDay([], 1)).toBe(1);
  });
});
