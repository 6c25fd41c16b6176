import * as z from 'zod';
import { EventActor, EventTarget } from '../account/audit-events.ts';
import { EventType } from '../catalogue.ts';
import { Id, Timestamp } from '../kit/primitives.ts';

/** An event as webhooks and the event feed report it. Names are as they were when it happened. */
export const EventData = z
  .object({
    sequence: z.int().meta({
      description:
        'Increases in the order in which the changes of the account were committed. Of two events about the same object, the one with the smaller number is older: ignore it if it arrives late.',
      example: 4711,
    }),
    accountId: Id,
    actor: EventActor,
    target: EventTarget.nullable(),
    user: z
      .object({
        id: Id,
        name: z.string(),
        externalId: z
          .string()
          .nullable()
          .meta({ description: 'Their external ID at the time of the event.', example: 'HR-1815' }),
      })
      .nullable()
      .meta({ description: 'The user the event is about, if there is one.' }),
    changes: z.record(z.string(), z.unknown()).meta({
      description: 'What changed, e.g. `{ from, to }` per field. Empty (`{}`) if it would be too large.',
      example: { email: 'ada@example.com' },
    }),
  })
  .meta({ id: 'EventData' });
export type EventData = z.output<typeof EventData>;

/** The body of a webhook (Standard Webhooks 1.0). The event's id comes as header `webhook-id`. */
export const WebhookEvent = z
  .object({
    type: z.union([EventType, z.literal('webhook_endpoint.test')]),
    timestamp: Timestamp.meta({
      description: 'When the event happened. The time of the attempt is in a header.',
    }),
    data: EventData,
  })
  .meta({ id: 'WebhookEvent' });
export type WebhookEvent = z.output<typeof WebhookEvent>;

/** One event of the feed: the body of a webhook and its id. Ids are UUIDv7 and strictly increasing. */
export const FeedEvent = z
  .object({ id: Id, type: EventType, timestamp: Timestamp, data: EventData })
  .meta({ id: 'FeedEvent' });
export type FeedEvent = z.output<typeof FeedEvent>;
