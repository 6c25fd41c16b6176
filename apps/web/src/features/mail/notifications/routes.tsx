import type { RouteObject } from 'react-router-dom';

/** The pages of `notifications`, below the tabs of Notification settings. */
export const notificationSettingsRoutes: RouteObject[] = [
  {
    path: 'you',
    lazy: {
      Component: async () =>
        (await import('./settings/NotificationSettingsPage.tsx')).NotificationSettingsPage,
    },
  },
];
