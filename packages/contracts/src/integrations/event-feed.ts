import * as z from 'zod';
import { EventType } from '../catalogue.ts';
import { endpoint, endpoints } from '../kit/endpoint.ts';
import { Id, repeatable } from '../kit/primitives.ts';
import { FeedEvent } from './webhook-events.ts';

export const ListFeedEvents = z.strictObject({
  after: Id.optional().meta({
    description: 'The ID of the last event you have. Without it, the feed starts with the oldest event kept.',
  }),
  types: repeatable(EventType).meta({ description: 'Only these types. Repeat the parameter for several.' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListFeedEvents = z.output<typeof ListFeedEvents>;

export const FeedPage = z
  .object({
    data: z.array(FeedEvent),
    nextAfter: Id.nullable().meta({
      description:
        'Pass it as `after` next time. With `types`, it may be the ID of an event of another type. Null while there are no events.',
    }),
    hasMore: z
      .boolean()
      .meta({ description: 'Whether more events can be read now. If not, ask again later.' }),
  })
  .meta({ id: 'FeedPage' });
export type FeedPage = z.output<typeof FeedPage>;

export const eventFeed = endpoints('eventFeed', {
  list: endpoint({
    method: 'GET',
    path: '/events',
    summary: 'List the events of the account in commit order, oldest first',
    description:
      'The pull alternative to webhooks. IDs strictly increase in the order of commits. A reader that continues from its last ID misses nothing and reads nothing twice.',
    access: 'events:read',
    query: ListFeedEvents,
    status: 200,
    response: FeedPage,
    errors: [],
  }),
});
