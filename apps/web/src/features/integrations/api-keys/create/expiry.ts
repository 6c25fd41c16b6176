import { nextDay, startOfDay } from '../../../../platform/days.ts';

/** When a key expires: never, after a number of days, or at the end of a chosen day. */
export const expiryChoices = ['none', '30', '90', '365', 'date'] as const;
export type ExpiryChoice = (typeof expiryChoices)[number];

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Calculates when a key expires.
 * @param day `2026-11-22`, used with `date`: the last valid day, in the account's time zone
 * @returns null for never; undefined if the day is missing
 */
export function expiryOf(
  choice: ExpiryChoice,
  day: string,
  { now, timeZone }: { now: Date; timeZone: string },
): Date | null | undefined {
  if (choice === 'none') return null;
  if (choice !== 'date') return new Date(now.getTime() + Number(choice) * dayMs);
  return day === '' ? undefined : startOfDay(nextDay(day), timeZone);
}
