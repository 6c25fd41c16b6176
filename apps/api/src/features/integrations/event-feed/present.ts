import type { FeedEvent } from '@muster/contracts/integrations/webhook-events';
import { presentEventData, type StoredEvent } from '../../../platform/events/present-event.ts';

/** An event as the feed shows it: the body of a webhook, and its id. */
export function presentFeedEvent(row: StoredEvent): FeedEvent {
  return { id: row.id, type: row.type, timestamp: row.createdAt, data: presentEventData(row) };
}
