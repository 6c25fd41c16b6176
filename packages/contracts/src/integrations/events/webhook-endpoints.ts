import * as z from 'zod';
import { type ChangesByType, changedFields, noChanges } from '../../kit/event-changes.ts';

const url = z.string().meta({ description: 'Without a password or query.' });
const written = {
  url,
  events: z.array(z.string()),
  description: z.string(),
  isEnabled: z.boolean(),
};

/** What the events of webhook endpoints tell. */
export const webhookEndpointsEvents = {
  'webhook_endpoint.created': z.object({ ...written, events: written.events.optional() }),
  'webhook_endpoint.updated': changedFields(written),
  'webhook_endpoint.deleted': noChanges,
  'webhook_endpoint.secret_rotated': noChanges,
  'webhook_endpoint.disabled': z.object({
    url,
    reason: z.string(),
    lastAnswer: z.string().meta({ description: 'The last response, or why there was none.' }),
  }),
} satisfies ChangesByType;
