import { EventType } from '../catalogue.ts';
import { webhookEventOf } from '../integrations/webhook-events.ts';
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
  WebhookId: header(
    'webhook-id',
    'The ID of the event, the same for every attempt. Ignore events you have already processed.',
    {
      type: 'string',
      format: 'uuid',
    },
  ),
  WebhookTimestamp: header('webhook-timestamp', 'When this attempt was made, in seconds since 1970.', {
    type: 'string',
    pattern: '^\\d+$',
  }),
  WebhookSignature: header(
    'webhook-signature',
    'HMAC-SHA256 of `id.timestamp.body` with the secret of the endpoint, as `v1,<base64>`; ' +
      'two signatures after a rotation.',
    { type: 'string' },
  ),
};

/** Describes the webhooks: one entry per event type. */
export function webhooks(components: Components): Record<string, Json> {
  const types = [...EventType.options, 'webhook_endpoint.test'] as const;
  return Object.fromEntries(
    types.map((type) => {
      const event = components.schemaOf(webhookEventOf(type), 'answer');
      return [type, webhook(type, event, exampleOf(event, components.schemas, 'answer') as Json)];
    }),
  );
}

function webhook(type: string, event: Json, example: Json): Json {
  return {
    post: {
      operationId: `webhooks.${type}`,
      tags: ['webhooks'],
      summary: `Event ${type}`,
      description:
        'Sent at least once to every webhook endpoint that subscribes to it. ' +
        'Respond within 15 seconds and do the work afterwards.',
      security: [],
      parameters: Object.keys(webhookHeaders).map((name) => ({ $ref: `#/components/parameters/${name}` })),
      requestBody: {
        required: true,
        content: { 'application/json': { schema: event, example } },
      },
      responses: {
        '2XX': { description: 'Received. Muster does not send it again.' },
        410: { description: 'The receiver no longer exists. Muster turns the endpoint off.' },
        default: {
          description: 'Muster retries for about three days. It does not follow redirects.',
        },
      },
    },
  };
}
