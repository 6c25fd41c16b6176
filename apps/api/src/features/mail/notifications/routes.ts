import { notifications } from '@muster/contracts/mail/notifications';
import { implement, type Server } from '../../../platform/http/api/implement.ts';
import { listNotifications, readNotifications } from './service.ts';
import { getSettings, saveSettings } from './settings.ts';
import { endStreams, streamEvents } from './stream.ts';
import { showUnsubscribePage, unsubscribe } from './unsubscribe.ts';

const html = 'text/html; charset=utf-8';

export function routes(server: Server): void {
  implement(server, notifications, {
    list: (ctx, { query }) => listNotifications(ctx, query),
    read: (ctx, { body }) => readNotifications(ctx, body),
    getSettings,
    saveSettings: (ctx, { body }) => saveSettings(ctx, body),
    async unsubscribePage(ctx, { params }, { reply }) {
      // With `no-referrer`, browsers would send the page's form without its origin.
      reply.header('Referrer-Policy', 'same-origin');
      return reply.type(html).send(await showUnsubscribePage(ctx, params.token));
    },
    async unsubscribe(ctx, { params, body }, { reply }) {
      return reply.type(html).send(await unsubscribe(ctx, params.token, body));
    },
    stream: (ctx, _input, http) => streamEvents(ctx, http),
  });
  server.app.addHook('preClose', async () => endStreams(server.app));
}
