import { RoutedEvent } from '@muster/contracts/catalogue';
import { defined } from '@muster/contracts/kit/defined';
import {
  type NotificationSetting,
  Routing,
  type SaveNotificationSettings,
} from '@muster/contracts/mail/notifications';
import type { Context, TransactionContext } from '../../../platform/context/context.ts';
import { recipient } from './service.ts';

/**
 * The caller's notification settings: events, channels and frequency. The default is immediately, on every
 * channel.
 */
export async function getSettings(ctx: Context): Promise<{ data: NotificationSetting[] }> {
  const rows = await ctx.db.notificationSetting.findMany({ where: { userId: recipient(ctx) } });
  const data = RoutedEvent.options.map((event) => {
    const row = rows.find((one) => one.event === event);
    return { event, inApp: routing(row?.inApp), email: routing(row?.email) };
  });
  return { data };
}

/** Saves the caller's settings; absent events and channels stay unchanged. */
export async function saveSettings(
  ctx: Context,
  { data }: SaveNotificationSettings,
): Promise<{ data: NotificationSetting[] }> {
  const userId = recipient(ctx);
  await ctx.transaction(async (tx) => {
    for (const { event, inApp, email } of data) {
      await writeSetting(tx, userId, event, defined({ inApp, email }));
    }
  });
  return getSettings(ctx);
}

/** Turns off all notification e-mails to a user; the app still shows notifications. */
export async function muteEmails(tx: TransactionContext, userId: string): Promise<void> {
  for (const event of RoutedEvent.options) await writeSetting(tx, userId, event, { email: 'off' });
  await tx.db.digestItem.deleteMany({ where: { userId, channel: 'email' } });
}

async function writeSetting(
  tx: TransactionContext,
  userId: string,
  event: RoutedEvent,
  change: { inApp?: Routing; email?: Routing },
): Promise<void> {
  const { accountId } = tx;
  await tx.db.notificationSetting.upsert({
    where: { accountId_userId_event: { accountId, userId, event } },
    create: { accountId, userId, event, inApp: 'immediate', email: 'immediate', ...change },
    update: change,
  });
}

function routing(stored: string | undefined): Routing {
  return Routing.safeParse(stored).data ?? 'immediate';
}
