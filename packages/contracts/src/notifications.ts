import * as z from 'zod';
import { endpoint, endpoints } from './endpoint.ts';
import { EventType } from './events.ts';
import { Id, PageQuery, pageOf, Timestamp } from './primitives.ts';

export const Notification = z
  .object({
    id: Id,
    type: EventType,
    user: z.object({ id: Id, name: z.string() }).nullable().meta({ description: 'Whom it is about.' }),
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

export const notifications = endpoints('notifications', {
  list: endpoint({
    method: 'GET',
    path: '/notifications',
    summary: 'What you were told, newest first',
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
  stream: endpoint({
    method: 'GET',
    path: '/events-stream',
    summary: 'Live changes as server-sent events',
    description:
      'Events are named `notification`, `users.changed`, `groups.changed`, `invitations.changed` and ' +
      '`account.changed`; their data is a JSON object.',
    access: 'signed-in',
    status: 200,
    contentType: 'text/event-stream',
    errors: [],
  }),
});
