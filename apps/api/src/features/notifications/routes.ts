import { notifications } from '@muster/contracts/notifications';
import { implement, type Server } from '../../platform/http/implement.ts';
import { listNotifications, readNotifications } from './service.ts';
import { endStreams, streamEvents } from './stream.ts';

export function routes(server: Server): void {
  implement(server, notifications, {
    list: (ctx, { query }) => listNotifications(ctx, query),
    read: (ctx, { body }) => readNotifications(ctx, body),
    stream: async (ctx, _input, http) => streamEvents(ctx, http),
  });
  server.app.addHook('preClose', async () => endStreams(server.app));
}
