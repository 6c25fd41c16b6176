import type { EventType } from '@muster/contracts/catalogue';
import type { WebhookEndpoint } from '../webhook-endpoint.ts';

/** The values of the endpoint form. */
export interface EndpointValues extends Record<string, unknown> {
  url: string;
  description: string;
  /** All current and future events, or those in `events`. */
  choice: 'all' | 'chosen';
  events: readonly EventType[];
  isEnabled: boolean;
}

/** The form's initial values: those of an endpoint, or the defaults of a new one. */
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

/** The request body for the form's values. */
export function bodyOf({ url, description, choice, events, isEnabled }: EndpointValues) {
  const wanted: (EventType | '*')[] = choice === 'all' ? ['*'] : [...events];
  return { url: url.trim(), description, events: wanted, isEnabled };
}
