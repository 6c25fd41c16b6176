import * as z from 'zod';
import { EventActor, EventTarget } from '../account/audit-events.ts';
import { EventType } from '../catalogue.ts';
import { type EventChanges, eventChanges } from '../event-catalogue.ts';
import { noChanges } from '../kit/event-changes.ts';
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
      description:
        'What changed, e.g. `{ from, to }` per field, as the event catalogue says for each type. Lists that would make it larger than 16 kB are left out.',
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

type Told<T extends EventType> = Omit<z.input<typeof EventData>, 'changes'> & {
  readonly changes: EventChanges[T];
};

/** An event on the wire. Its `type` says which `changes` it has. */
export type MusterEvent = {
  [T in EventType]: { readonly type: T; readonly timestamp: string; readonly data: Told<T> };
}[EventType];

/** The body of a webhook of one type, with what such an event tells. */
export function webhookEventOf(type: EventType | 'webhook_endpoint.test'): z.ZodObject {
  const words = type.split(/[._]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const changes = type === 'webhook_endpoint.test' ? noChanges : eventChanges[type];
  return z
    .object({
      type: z.literal(type),
      timestamp: WebhookEvent.shape.timestamp,
      data: z.object({ ...EventData.shape, changes: changes ?? noChanges }),
    })
    .meta({ id: `${words.join('')}Event` });
}

const feedEvent: z.ZodType = z
  .object({ id: Id, type: EventType, timestamp: Timestamp, data: EventData })
  .meta({ id: 'FeedEvent' });

/** One event of the feed: the body of a webhook and its id. Ids are UUIDv7 and strictly increasing. */
export const FeedEvent = feedEvent as z.ZodType<StoredFeedEvent, MusterEvent & { readonly id: string }>;
export type FeedEvent = z.output<typeof FeedEvent>;

/** As the server has it. It does not check what events of earlier versions tell. */
interface StoredFeedEvent {
  readonly id: string;
  readonly type: EventType;
  readonly timestamp: Date;
  readonly data: EventData;
}
