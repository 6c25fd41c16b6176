import type { RouteObject } from 'react-router-dom';

/** The pages of `account`, below the signed-in frame. */
export const accountRoutes: RouteObject[] = [
  { path: 'account', lazy: { Component: async () => (await import('./AccountPage.tsx')).AccountPage } },
];

/** How invitations work, below the tabs of Notification settings. */
export const invitationSettingsRoutes: RouteObject[] = [
  {
    path: 'invitations',
    lazy: {
      Component: async () =>
        (await import('./invitations/InvitationSettingsPage.tsx')).InvitationSettingsPage,
    },
  },
];
