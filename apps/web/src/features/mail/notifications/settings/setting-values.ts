import { defined } from '@muster/contracts/kit/defined';
import type {
  SaveNotificationSettings,
  NotificationSetting as Schema,
} from '@muster/contracts/mail/notifications';
import type * as z from 'zod';

/** How soon to notify of one event, for each channel. */
export type NotificationSetting = z.input<typeof Schema>;

/** The form's values: one row per event. */
export interface SettingValues extends Record<string, unknown> {
  rows: readonly NotificationSetting[];
}

/** Only the changed choices, so that a second window of the same person does not undo others. */
export function changesOf(
  before: readonly NotificationSetting[],
  { rows }: SettingValues,
): z.input<typeof SaveNotificationSettings> {
  const data = rows.flatMap(({ event, inApp, email }) => {
    const old = before.find((row) => row.event === event);
    const changes = defined({
      inApp: inApp === old?.inApp ? undefined : inApp,
      email: email === old?.email ? undefined : email,
    });
    return Object.keys(changes).length > 0 ? [{ event, ...changes }] : [];
  });
  return { data };
}
