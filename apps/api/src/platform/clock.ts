/** Where time comes from; tests hand in one that stands still. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A span of time in milliseconds. */
export const minutes = (count: number) => count * 60_000;
export const days = (count: number) => count * 86_400_000;
