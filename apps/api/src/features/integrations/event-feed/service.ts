import type { FeedPage, ListFeedEvents } from '@muster/contracts/integrations/event-feed';
import type { Context } from '../../../platform/context/context.ts';
import { findFeedEvents, findWindowEnd, presentFeedEvent } from './queries.ts';

/**
 * The events after a given one, oldest first. Ids follow the order of the commits (`numberEvents`), so later
 * commits come after everything visible now.
 */
export async function readFeed(ctx: Context, { after, types, limit }: ListFeedEvents): Promise<FeedPage> {
  if (!types?.length) {
    const found = await findFeedEvents(ctx, { after, limit: limit + 1 });
    const data = found.slice(0, limit).map(presentFeedEvent);
    return { data, nextAfter: data.at(-1)?.id ?? after ?? null, hasMore: found.length > limit };
  }
  // Rare types are searched in windows of this many events. The window's end is read first, because more may
  // be committed meanwhile.
  const end = await findWindowEnd(ctx, after);
  if (!end) return { data: [], nextAfter: after ?? null, hasMore: false };
  const found = await findFeedEvents(ctx, { after, upTo: end.id, types, limit: limit + 1 });
  const data = found.slice(0, limit).map(presentFeedEvent);
  const isCut = found.length > limit;
  return { data, nextAfter: isCut ? (data.at(-1)?.id ?? end.id) : end.id, hasMore: isCut || end.isFull };
}
