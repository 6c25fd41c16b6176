/** How fast a transport sends, measured. */
export interface SendingSpeed {
  /** Adds the time that one e-mail took, in milliseconds. */
  add(ms: number): void;
  /** E-mails per second over all connections. */
  perSecond(): number;
}

/** What an e-mail takes before any was measured, in milliseconds. */
const assumedMs = 200;

/** How much the latest e-mail counts. */
const weight = 0.05;

/**
 * Measures a transport that sends e-mails one by one.
 * @param connections how many e-mails it sends at the same time
 */
export function measureSpeed(connections: number): SendingSpeed {
  let averageMs = assumedMs;
  return {
    add(ms) {
      averageMs += (ms - averageMs) * weight;
    },
    perSecond: () => (1000 * connections) / Math.max(1, averageMs),
  };
}
