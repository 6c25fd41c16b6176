/** The source of the current time; tests pass a clock that stands still. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A duration in milliseconds. */
export const minutes = (count: number) => count * 60_000;
export const days = (count: number) => count * 86_400_000;
