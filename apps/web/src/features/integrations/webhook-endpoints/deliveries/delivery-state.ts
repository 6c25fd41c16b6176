import type { WebhookDelivery } from '../webhook-endpoint.ts';

/** The status shown first: a delivery that failed before and is being retried is `failing`. */
export type DeliveryState = WebhookDelivery['status'] | 'failing';

/** The state of a delivery. */
export function stateOf({ status, attemptCount }: WebhookDelivery): DeliveryState {
  return status === 'pending' && attemptCount > 0 ? 'failing' : status;
}

const soon = 1500;
const later = 5000;
const soonMs = 60_000;

/**
 * How often to poll: often while a delivery is in progress or due soon, otherwise seldom.
 * @returns milliseconds
 */
export function pollIntervalOf(deliveries: readonly WebhookDelivery[], now: Date): number {
  const isNear = deliveries.some(
    ({ status, nextAttemptAt }) =>
      status === 'pending' && (nextAttemptAt === null || Date.parse(nextAttemptAt) - now.getTime() < soonMs),
  );
  return isNear ? soon : later;
}
