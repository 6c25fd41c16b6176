import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { paths } from '../../../platform/paths.ts';
import { definePlaces } from '../../../platform/places.ts';

/** Groups and who is in them. */
export const places = definePlaces({
  routes: [
    {
      path: 'groups',
      lazy: { Component: async () => (await import('./GroupsPage.tsx')).GroupsPage },
      children: [
        { index: true, element: null },
        {
          path: 'new',
          lazy: { Component: async () => (await import('./NewGroupDrawer.tsx')).NewGroupDrawer },
        },
      ],
    },
    {
      path: 'groups/:id',
      lazy: { Component: async () => (await import('./GroupPage.tsx')).GroupPage },
      children: [
        { index: true, element: null },
        {
          path: 'edit',
          lazy: { Component: async () => (await import('./EditGroupDrawer.tsx')).EditGroupDrawer },
        },
        {
          path: 'merge',
          lazy: { Component: async () => (await import('./MergeGroupDrawer.tsx')).MergeGroupDrawer },
        },
        {
          path: 'add-users',
          lazy: { Component: async () => (await import('./AddMembersDrawer.tsx')).AddMembersDrawer },
        },
      ],
    },
  ],
  navigation: {
    section: 'people',
    label: 'groups.list.title',
    path: paths.groups(),
    icon: IconUsersGroup,
    permission: 'groups:read',
  },
  palette: [
    { label: 'groups.new.title', path: paths.newGroup(), icon: IconPlus, permission: 'groups:write' },
  ],
});
