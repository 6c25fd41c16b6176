import { IconSend } from '@tabler/icons-react';
import { paths } from '../../../platform/paths.ts';
import { definePlaces } from '../../../platform/places.ts';

/** The outbox, a tab of the notification settings. */
export const places = definePlaces({
  settingsTabs: [
    {
      label: 'emails.title',
      path: paths.outbox(),
      permission: 'emails:read',
      route: {
        path: 'outbox',
        lazy: { Component: async () => (await import('./OutboxPage.tsx')).OutboxPage },
        children: [
          { index: true, element: null },
          {
            path: ':id',
            lazy: { Component: async () => (await import('./OutboxPage.tsx')).OutboxEmailDrawer },
          },
        ],
      },
    },
  ],
  palette: [
    {
      section: 'people',
      label: 'emails.title',
      path: paths.outbox(),
      icon: IconSend,
      permission: 'emails:read',
    },
  ],
});
