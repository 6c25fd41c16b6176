import { setImmediate as pause } from 'node:timers/promises';

/** How long the event loop may be kept from other work, in milliseconds. */
const atOnceMs = 5;

/**
 * Iterates over items whose handling takes the processor, and lets waiting requests go first every few
 * milliseconds.
 * @param items what to handle, one after the other
 */
export async function* withPauses<T>(items: Iterable<T>): AsyncGenerator<T> {
  let begun = performance.now();
  for (const item of items) {
    if (performance.now() - begun > atOnceMs) {
      await pause();
      begun = performance.now();
    }
    yield item;
  }
}
