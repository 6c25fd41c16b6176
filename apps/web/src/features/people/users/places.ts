import { IconUserPlus, IconUsers } from '@tabler/icons-react';
import { paths } from '../../../platform/paths.ts';
import { definePlaces } from '../../../platform/places.ts';
import { usersRoutes } from './routes.tsx';

/** The users list, a page per user, adding users, and bulk operations. */
export const places = definePlaces({
  routes: usersRoutes,
  navigation: {
    section: 'people',
    label: 'users.list.title',
    path: paths.users(),
    icon: IconUsers,
    permission: 'users:read',
  },
  palette: [
    { label: 'users.places.add', path: paths.addUsers(), icon: IconUserPlus, permission: 'users:write' },
  ],
});
