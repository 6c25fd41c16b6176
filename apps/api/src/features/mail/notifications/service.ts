import type { EventType } from '@muster/contracts/catalogue';
import type {
  ListNotifications,
  Notification,
  ReadNotifications,
} from '@muster/contracts/mail/notifications';
import type { Context } from '../../../platform/context/context.ts';
import { byTime, defineList, listPage } from '../../../platform/db/list-page.ts';
import { sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';

interface NotificationRow {
  id: string;
  type: EventType;
  subjectId: string | null;
  subjectName: string | null;
  data: Record<string, unknown>;
  readAt: Date | null;
  createdAt: Date;
}

/** The user who receives notifications: the caller. */
export function recipient(ctx: Context): string {
  return ctx.actor.person?.id ?? fail('forbidden');
}

const notificationList = defineList<
  NotificationRow,
  { userId: string; unread?: ListNotifications['unread'] },
  'createdAt'
>({
  endpoint: 'notifications.list',
  columns: sql`
    n.id, n.type, n.subject_id AS "subjectId", n.subject_name AS "subjectName", n.data, n.read_at AS "readAt",
    n.created_at AS "createdAt"`,
  from: sql`FROM notifications n`,
  account: sql`n.account_id`,
  id: sql`n.id`,
  sorts: { createdAt: byTime(sql`n.created_at`, 'createdAt') },
  where: {
    userId: (id) => sql`n.user_id = ${id}::uuid`,
    unread: (unread) => (unread === 'true' ? sql`n.read_at IS NULL` : sql`n.read_at IS NOT NULL`),
  },
});

/** A page of the caller's notifications in this account, and the total number of unread ones. */
export async function listNotifications(ctx: Context, query: ListNotifications) {
  const filter = { userId: recipient(ctx) };
  const [page, unreadCount] = await Promise.all([
    listPage(ctx, notificationList, query, present, { filter }),
    countUnread(ctx),
  ]);
  return { ...page, unreadCount };
}

/** Marks notifications of the caller as read; skips other users' ids. */
export async function readNotifications(ctx: Context, input: ReadNotifications) {
  const which = 'ids' in input ? { id: { in: input.ids } } : {};
  await ctx.db.notification.updateMany({
    where: { userId: recipient(ctx), readAt: null, ...which },
    data: { readAt: ctx.now() },
  });
  return { unreadCount: await countUnread(ctx) };
}

function countUnread(ctx: Context): Promise<number> {
  return ctx.db.notification.count({ where: { userId: recipient(ctx), readAt: null } });
}

function present({ subjectId, subjectName, ...row }: NotificationRow): Notification {
  return { ...row, user: subjectId === null ? null : { id: subjectId, name: subjectName ?? '' } };
}
