import { paths } from '../../../platform/paths.ts';
import { definePlaces } from '../../../platform/places.ts';

/** The person's own settings, a tab of the notification settings. The notifications are in the frame. */
export const places = definePlaces({
  settingsTabs: [
    {
      label: 'notifications.places.tab',
      path: paths.notificationSettings(),
      permission: 'account:read',
      route: {
        path: 'you',
        lazy: {
          Component: async () =>
            (await import('./settings/NotificationSettingsPage.tsx')).NotificationSettingsPage,
        },
      },
    },
  ],
});
