import { IconUserCircle } from '@tabler/icons-react';
import { paths } from '../../../platform/paths.ts';
import { definePlaces } from '../../../platform/places.ts';

/** The person's own settings; the frame's menu leads there, too. */
export const places = definePlaces({
  routes: [
    { path: 'profile', lazy: { Component: async () => (await import('./ProfilePage.tsx')).ProfilePage } },
  ],
  palette: [
    { section: 'learning', label: 'me.title', path: paths.profile(), icon: IconUserCircle, position: 1 },
  ],
});
