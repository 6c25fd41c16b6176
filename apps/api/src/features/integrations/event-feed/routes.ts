import { eventFeed } from '@muster/contracts/integrations/event-feed';
import { implement, type Server } from '../../../platform/http/api/implement.ts';
import { readFeed } from './service.ts';

export function routes(server: Server): void {
  implement(server, eventFeed, { list: (ctx, { query }) => readFeed(ctx, query) });
}
