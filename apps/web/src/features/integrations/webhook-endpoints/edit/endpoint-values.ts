import type { EventType } from '@muster/contracts/events';
import type { WebhookEndpoint } from '../webhook-endpoint.ts';

/** What the form of an endpoint holds. */
export interface EndpointValues extends Record<string, unknown> {
  url: string;
  description: string;
  /** All there are and will be, or those in `events`. */
  choice: 'all' | 'chosen';
  events: readonly EventType[];
  isEnabled: boolean;
}

/** What the form starts with: an endpoint as it is, or the usual of a new one. */
export function valuesOf(endpoint?: WebhookEndpoint): EndpointValues {
  const events = endpoint?.events ?? ['*'];
  return {
    url: endpoint?.url ?? '',
    description: endpoint?.description ?? '',
    choice: events.includes('*') ? 'all' : 'chosen',
    events: events.filter((type) => type !== '*'),
    isEnabled: endpoint?.isEnabled ?? true,
  };
}

/** What is sent of it. */
export function bodyOf({ url, description, choice, events, isEnabled }: EndpointValues) {
  const wanted: (EventType | '*')[] = choice === 'all' ? ['*'] : [...events];
  return { url: url.trim(), description, events: wanted, isEnabled };
}
