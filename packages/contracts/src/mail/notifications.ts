import * as z from 'zod';
import { EventType, RoutedEvent } from '../catalogue.ts';
import { endpoint, endpoints } from '../kit/endpoint.ts';
import { Id, PageQuery, pageOf, storedText, Timestamp } from '../kit/primitives.ts';

export const Notification = z
  .object({
    id: Id,
    type: EventType,
    user: z.object({ id: Id, name: z.string() }).nullable().meta({ description: 'The user it is about.' }),
    data: z.record(z.string(), z.unknown()),
    readAt: Timestamp.nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: 'Notification' });
export type Notification = z.output<typeof Notification>;

export const ListNotifications = PageQuery.extend({
  sort: z.literal('-createdAt').default('-createdAt'),
  unread: z.enum(['true', 'false']).optional(),
});
export type ListNotifications = z.output<typeof ListNotifications>;

export const ReadNotifications = z.union([
  z.strictObject({ ids: z.array(Id).min(1).max(1000) }),
  z.strictObject({ all: z.literal(true) }),
]);
export type ReadNotifications = z.output<typeof ReadNotifications>;

/** Immediately, in a daily digest, or never. */
export const Routing = z.enum(['immediate', 'daily', 'off']);
export type Routing = z.output<typeof Routing>;

export const NotificationSetting = z
  .object({ event: RoutedEvent, inApp: Routing, email: Routing })
  .meta({ id: 'NotificationSetting' });
export type NotificationSetting = z.output<typeof NotificationSetting>;

export const SaveNotificationSettings = z.strictObject({
  data: z
    .array(z.strictObject({ event: RoutedEvent, inApp: Routing.optional(), email: Routing.optional() }))
    .max(20),
});
export type SaveNotificationSettings = z.output<typeof SaveNotificationSettings>;

const NotificationSettings = z.object({ data: z.array(NotificationSetting) });
const UnsubscribeParams = z.object({ token: storedText(400).min(1) });

export const notifications = endpoints('notifications', {
  list: endpoint({
    method: 'GET',
    path: '/notifications',
    summary: 'List your notifications, newest first',
    access: 'signed-in',
    query: ListNotifications,
    status: 200,
    response: pageOf(Notification).extend({ unreadCount: z.int() }),
    errors: ['cursor_invalid'],
  }),
  read: endpoint({
    method: 'POST',
    path: '/notifications/read',
    summary: 'Mark notifications as read',
    access: 'signed-in',
    body: ReadNotifications,
    status: 200,
    response: z.object({ unreadCount: z.int() }),
    errors: [],
  }),
  getSettings: endpoint({
    method: 'GET',
    path: '/notification-settings',
    summary: 'Show what you are notified about, where and how soon',
    access: 'account:read',
    status: 200,
    response: NotificationSettings,
    errors: [],
  }),
  saveSettings: endpoint({
    method: 'PUT',
    path: '/notification-settings',
    summary: 'Choose what you are notified about; events left out stay as they are',
    access: 'account:read',
    isForPeople: true,
    body: SaveNotificationSettings,
    status: 200,
    response: NotificationSettings,
    errors: [],
  }),
  unsubscribePage: endpoint({
    method: 'GET',
    path: '/unsubscribe/:token',
    summary: 'Show a page that asks before it stops digests or reminders; changes nothing',
    access: 'public',
    params: UnsubscribeParams,
    status: 200,
    contentType: 'text/html',
    errors: ['not_found'],
  }),
  unsubscribe: endpoint({
    method: 'POST',
    path: '/unsubscribe/:token',
    summary: 'Stop digests or reminders (one-click, RFC 8058)',
    access: 'public',
    params: UnsubscribeParams,
    rawBody: ['application/x-www-form-urlencoded', 'application/json', 'multipart/form-data'],
    status: 200,
    contentType: 'text/html',
    errors: ['not_found'],
  }),
  stream: endpoint({
    method: 'GET',
    path: '/events-stream',
    summary: 'Stream live changes as server-sent events',
    description:
      'Events are named `notification`, `users.changed`, `groups.changed`, `invitations.changed`, ' +
      '`account.changed`, `emails.changed` and `email_templates.changed`; their data is a JSON object. You receive those whose subject you may read. The stream ends when your sign-in or your role does. At most 10 streams per sign-in, 30 per user and 1,000 per account are open at the same time.',
    access: 'signed-in',
    status: 200,
    contentType: 'text/event-stream',
    errors: ['too_many_streams'],
  }),
});
