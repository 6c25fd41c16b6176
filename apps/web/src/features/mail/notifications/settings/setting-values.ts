import type {
  SaveNotificationSettings,
  NotificationSetting as Schema,
} from '@muster/contracts/mail/notifications';
import type * as z from 'zod';

/** How soon one event is told in each place. */
export type NotificationSetting = z.input<typeof Schema>;

/** What the form holds: a row an event. */
export interface SettingValues extends Record<string, unknown> {
  rows: readonly NotificationSetting[];
}

/** Only the choices that were changed, so that a second window of the same person undoes nothing. */
export function changesOf(
  before: readonly NotificationSetting[],
  { rows }: SettingValues,
): z.input<typeof SaveNotificationSettings> {
  const data = rows.flatMap(({ event, inApp, email }) => {
    const old = before.find((row) => row.event === event);
    const changes = {
      ...(inApp === old?.inApp ? {} : { inApp }),
      ...(email === old?.email ? {} : { email }),
    };
    return Object.keys(changes).length > 0 ? [{ event, ...changes }] : [];
  });
  return { data };
}
