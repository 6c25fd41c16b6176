const milliseconds = 24 * 60 * 60 * 1000;

/** Returns the calendar day of an instant in a time zone, as `2026-11-22`. */
export function dayOf(instant: Date, timeZone: string): string {
  const { year, month, day } = partsOf(instant, timeZone);
  return `${year}-${month}-${day}`;
}

/**
 * Returns the instant at which a calendar day begins in a time zone.
 * @param day `2026-11-22`
 */
export function startOfDay(day: string, timeZone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // The offset is looked up twice, because the clocks may change between the guess and the start of the day.
  const guess = midnight - offsetOf(midnight, timeZone);
  return new Date(midnight - offsetOf(guess, timeZone));
}

/**
 * Returns the instant of a local time in a time zone. If the local time occurs twice, it is the first one.
 * @param local `2026-11-22T09:30`, as an input of type `datetime-local` formats it
 */
export function instantOf(local: string, timeZone: string): Date {
  const shown = Date.parse(`${local}:00Z`);
  const guess = shown - offsetOf(shown - milliseconds, timeZone);
  const later = shown - offsetOf(guess, timeZone);
  return new Date(offsetOf(guess, timeZone) === shown - guess ? guess : later);
}

/** Returns the local time of an instant in a time zone, as `2026-11-22T09:30`. */
export function localTimeOf(instant: Date, timeZone: string): string {
  const { hour, minute } = partsOf(instant, timeZone);
  return `${dayOf(instant, timeZone)}T${hour}:${minute}`;
}

/** Returns the calendar day after a day; both `2026-11-22`. */
export function nextDay(day: string): string {
  return shifted(day, milliseconds);
}

/** Returns the calendar day before a day; both `2026-11-22`. */
export function dayBefore(day: string): string {
  return shifted(day, -milliseconds);
}

function shifted(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by).toISOString().slice(0, 10);
}

function offsetOf(instant: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = partsOf(new Date(instant), timeZone);
  return (
    Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - Math.floor(instant / 1000) * 1000
  );
}

function partsOf(instant: Date, timeZone: string): Record<string, string> {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
}
