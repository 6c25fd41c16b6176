import { EventType } from '../events.ts';
import { WebhookEvent } from '../integrations/webhook-events.ts';
import { exampleOf } from './examples.ts';
import type { Components, Json } from './json-schema.ts';

const header = (name: string, description: string, schema: Json): Json => ({
  name,
  in: 'header',
  required: true,
  description,
  schema,
});

/** The headers of every webhook (Standard Webhooks 1.0). */
export const webhookHeaders: Readonly<Record<string, Json>> = {
  WebhookId: header('webhook-id', 'The id of the event, the same at every attempt: drop what you know.', {
    type: 'string',
    format: 'uuid',
  }),
  WebhookTimestamp: header('webhook-timestamp', 'When this attempt was made, in seconds since 1970.', {
    type: 'string',
    pattern: '^\\d+$',
  }),
  WebhookSignature: header(
    'webhook-signature',
    'HMAC-SHA256 of `id.timestamp.body` with the secret of the endpoint, as `v1,<base64>`; ' +
      'two after a rotation.',
    { type: 'string' },
  ),
};

/** What is posted to webhook endpoints: one entry per event type. */
export function webhooks(components: Components): Record<string, Json> {
  const event = components.schemaOf(WebhookEvent, 'answer');
  const example = exampleOf(event, components.schemas, 'answer') as Json;
  const types = [...EventType.options, 'webhook_endpoint.test'];
  return Object.fromEntries(types.map((type) => [type, webhook(type, event, { ...example, type })]));
}

function webhook(type: string, event: Json, example: Json): Json {
  const narrowed = { type: 'object', properties: { type: { type: 'string', const: type } } };
  return {
    post: {
      operationId: `webhooks.${type}`,
      tags: ['webhooks'],
      summary: `Told of ${type}`,
      description:
        'Posted to every webhook endpoint that asked for it, at least once. ' +
        'Answer within 15 seconds; do the work later.',
      security: [],
      parameters: Object.keys(webhookHeaders).map((name) => ({ $ref: `#/components/parameters/${name}` })),
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { allOf: [event, narrowed] }, example } },
      },
      responses: {
        '2XX': { description: 'Received; not sent again.' },
        410: { description: 'Gone for good: the endpoint is turned off.' },
        default: {
          description: 'Anything else is tried again for about three days; redirects are not followed.',
        },
      },
    },
  };
}
