import type { EventType } from '@muster/contracts/events';
import type {
  ListNotifications,
  Notification,
  ReadNotifications,
} from '@muster/contracts/mail/notifications';
import type { Context } from '../../../platform/context/context.ts';
import { keysetSql, openKeyset } from '../../../platform/db/keyset.ts';
import { empty, sql } from '../../../platform/db/sql.ts';
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

/** The user notifications go to: whoever calls. */
export function recipient(ctx: Context): string {
  return ctx.actor.person?.id ?? fail('forbidden');
}

/** A page of what the caller was told in this account, and how many of all are unread. */
export async function listNotifications(ctx: Context, query: ListNotifications) {
  const keyset = openKeyset<'createdAt'>(ctx, 'notifications.list', query);
  const page = keysetSql(keyset, sql`n.created_at`, { id: sql`n.id`, cast: 'timestamptz' });
  const mine = sql`n.account_id = ${ctx.accountId}::uuid AND n.user_id = ${recipient(ctx)}::uuid
    ${query.unread === 'true' ? sql`AND n.read_at IS NULL` : empty}
    ${query.unread === 'false' ? sql`AND n.read_at IS NOT NULL` : empty}`;
  const [found, unreadCount, total] = await Promise.all([
    ctx.query<NotificationRow>(sql`
      SELECT n.id, n.type, n.subject_id AS "subjectId", n.subject_name AS "subjectName", n.data,
        n.read_at AS "readAt", n.created_at AS "createdAt"
      FROM notifications n WHERE ${mine} ${page.where} ${page.tail}`),
    countUnread(ctx),
    keyset.isTotalWanted
      ? ctx.query<{ count: number }>(sql`SELECT count(*)::int AS count FROM notifications n WHERE ${mine}`)
      : undefined,
  ]);
  const { rows, nextCursor } = keyset.page(found, (row) => ({
    id: row.id,
    value: row.createdAt.toISOString(),
  }));
  return {
    data: rows.map(present),
    nextCursor,
    unreadCount,
    ...(total?.[0] ? { total: total[0].count } : {}),
  };
}

/** Marks notifications of the caller as read; ids of others are passed over. */
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
