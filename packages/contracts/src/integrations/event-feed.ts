import * as z from 'zod';
import { EventType } from '../events.ts';
import { endpoint, endpoints } from '../kit/endpoint.ts';
import { Id, repeatable } from '../kit/primitives.ts';
import { FeedEvent } from './webhook-events.ts';

export const ListFeedEvents = z.strictObject({
  after: Id.optional().meta({
    description: 'The id of the last event you have. Without it the feed begins with the oldest event kept.',
  }),
  types: repeatable(EventType).meta({ description: 'Only these types; repeat it for several.' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListFeedEvents = z.output<typeof ListFeedEvents>;

export const FeedPage = z
  .object({
    data: z.array(FeedEvent),
    nextAfter: Id.nullable().meta({
      description:
        'Pass it as `after` next time. With `types` it may be the id of an event of another type. Null while there is no event at all.',
    }),
    hasMore: z
      .boolean()
      .meta({ description: 'Whether more can be read at once; otherwise ask again later.' }),
  })
  .meta({ id: 'FeedPage' });
export type FeedPage = z.output<typeof FeedPage>;

export const eventFeed = endpoints('eventFeed', {
  list: endpoint({
    method: 'GET',
    path: '/events',
    summary: 'The events of the account in commit order, oldest first',
    description:
      'The pull alternative to webhooks. Ids are strictly increasing in the order of commits: whoever reads on from the last id they have misses nothing and reads nothing twice.',
    access: 'events:read',
    query: ListFeedEvents,
    status: 200,
    response: FeedPage,
    errors: [],
  }),
});
