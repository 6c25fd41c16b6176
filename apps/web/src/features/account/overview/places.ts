import { IconLayoutDashboard } from '@tabler/icons-react';
import { paths } from '../../../platform/paths.ts';
import { definePlaces } from '../../../platform/places.ts';

/** The first page of an admin. */
export const places = definePlaces({
  routes: [
    { path: 'overview', lazy: { Component: async () => (await import('./OverviewPage.tsx')).OverviewPage } },
  ],
  navigation: {
    section: 'people',
    label: 'overview.title',
    path: paths.overview(),
    icon: IconLayoutDashboard,
    permission: 'users:read',
    position: -1,
  },
});
