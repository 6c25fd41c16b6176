import { setImmediate as pause } from 'node:timers/promises';

/** How long the event loop may be kept from other work, in milliseconds. */
const atOnceMs = 5;

/** The pauses of all iterations, one after the other: two of them never go on in the same turn of the event loop. */
let pauses: Promise<unknown> = Promise.resolve();

/**
 * Iterates over items whose handling takes the processor, and lets waiting requests go first every few
 * milliseconds.
 * @param items what to handle, one after the other
 */
export async function* withPauses<T>(items: Iterable<T>): AsyncGenerator<T> {
  let begun = performance.now();
  for (const item of items) {
    if (performance.now() - begun > atOnceMs) {
      pauses = pauses.then(() => pause());
      await pauses;
      begun = performance.now();
    }
    yield item;
  }
}
