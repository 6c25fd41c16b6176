/** Limits of the contract: how many reminders, and on which days. */
export const reminderLimits = { most: 3, firstDay: 1, lastDay: 29 } as const;

/** A day as typed; empty while somebody is typing. */
export type TypedDay = number | string;

/** Why a reminder cannot be saved: not a whole day from 1 to 29, or the same day as an earlier one. */
export type ReminderFault = 'day' | 'twice';

/** The fault of each reminder, in the same order. */
export function faultsOf(days: readonly TypedDay[]): readonly (ReminderFault | undefined)[] {
  return days.map((day, index) => {
    if (!isDay(day)) return 'day';
    return days.slice(0, index).some((other) => Number(other) === Number(day)) ? 'twice' : undefined;
  });
}

/**
 * Which reminders will be sent, and which never will because the link expires on or before that day.
 * @param lifetime how many days a link works
 */
export function reminderSummary(
  days: readonly TypedDay[],
  lifetime: number,
): { sent: number[]; never: number[] } {
  const valid = [...new Set(days.filter(isDay).map(Number))].sort((a, b) => a - b);
  return {
    sent: valid.filter((day) => day < lifetime),
    never: valid.filter((day) => day >= lifetime),
  };
}

/** A sensible day for one more reminder: three days after the last one, while the link still works. */
export function nextDay(days: readonly TypedDay[], lifetime: number): number {
  const taken = new Set(days.map(Number));
  const wanted = Math.max(0, ...days.filter(isDay).map(Number)) + 3;
  const latest = Math.max(reminderLimits.firstDay, Math.min(reminderLimits.lastDay, lifetime - 1));
  const candidates = [
    wanted,
    ...Array.from({ length: reminderLimits.lastDay }, (_, index) => latest - index),
  ];
  const free = candidates.find((day) => day >= 1 && day <= latest && !taken.has(day));
  return free ?? Math.min(wanted, reminderLimits.lastDay);
}

function isDay(day: TypedDay): boolean {
  const number = typeof day === 'string' && day.trim() === '' ? Number.NaN : Number(day);
  return Number.isInteger(number) && number >= reminderLimits.firstDay && number <= reminderLimits.lastDay;
}
