import { IconSettings } from '@tabler/icons-react';
import { paths } from '../../../platform/paths.ts';
import { definePlaces } from '../../../platform/places.ts';

/** The account's settings; how invitations work is a tab of the notification settings. */
export const places = definePlaces({
  routes: [
    { path: 'account', lazy: { Component: async () => (await import('./AccountPage.tsx')).AccountPage } },
  ],
  settingsTabs: [
    {
      label: 'account.invitationSettings.title',
      path: paths.invitationSettings(),
      permission: 'account:read',
      route: {
        path: 'invitations',
        lazy: {
          Component: async () =>
            (await import('./invitations/InvitationSettingsPage.tsx')).InvitationSettingsPage,
        },
      },
    },
  ],
  navigation: {
    section: 'account',
    label: 'account.places.navigation',
    path: paths.account(),
    icon: IconSettings,
    permission: 'account:read',
    position: 1,
  },
});
