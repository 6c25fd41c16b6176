const milliseconds = 24 * 60 * 60 * 1000;

/** The calendar day of an instant in a time zone, `2026-11-22`. */
export function dayOf(instant: Date, timeZone: string): string {
  const { year, month, day } = partsOf(instant, timeZone);
  return `${year}-${month}-${day}`;
}

/**
 * The instant a calendar day begins in a time zone.
 * @param day `2026-11-22`
 */
export function startOfDay(day: string, timeZone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // The offset is asked for where the day begins there, not here: twice, because a clock change may lie between.
  const guess = midnight - offsetOf(midnight, timeZone);
  return new Date(midnight - offsetOf(guess, timeZone));
}

/**
 * The instant a clock in a time zone shows a minute; of an hour that comes twice the first.
 * @param local `2026-11-22T09:30`, as an input of type `datetime-local` has it
 */
export function instantOf(local: string, timeZone: string): Date {
  const shown = Date.parse(`${local}:00Z`);
  const guess = shown - offsetOf(shown - milliseconds, timeZone);
  const later = shown - offsetOf(guess, timeZone);
  return new Date(offsetOf(guess, timeZone) === shown - guess ? guess : later);
}

/** What a clock in a time zone shows, `2026-11-22T09:30`. */
export function localTimeOf(instant: Date, timeZone: string): string {
  const { hour, minute } = partsOf(instant, timeZone);
  return `${dayOf(instant, timeZone)}T${hour}:${minute}`;
}

/** The calendar day after a day. */
export function nextDay(day: string): string {
  return shifted(day, milliseconds);
}

/** The calendar day before a day. */
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
