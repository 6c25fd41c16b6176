import type { WebhookDelivery } from '../webhook-endpoint.ts';

/** What a reader wants to know first: one that failed before and is tried again is `failing`. */
export type DeliveryState = WebhookDelivery['status'] | 'failing';

/** How a delivery stands. */
export function stateOf({ status, attemptCount }: WebhookDelivery): DeliveryState {
  return status === 'pending' && attemptCount > 0 ? 'failing' : status;
}

const soon = 1500;
const later = 5000;
const soonMs = 60_000;

/**
 * How often to look again: often while something is under way or about to be, seldom otherwise.
 * @returns milliseconds
 */
export function pollIntervalOf(deliveries: readonly WebhookDelivery[], now: Date): number {
  const isNear = deliveries.some(
    ({ status, nextAttemptAt }) =>
      status === 'pending' && (nextAttemptAt === null || Date.parse(nextAttemptAt) - now.getTime() < soonMs),
  );
  return isNear ? soon : later;
}
