import type { RouteObject } from 'react-router-dom';

/** The pages of `groups`, below the signed-in frame. */
export const groupsRoutes: RouteObject[] = [
  {
    path: 'groups',
    lazy: { Component: async () => (await import('./GroupsPage.tsx')).GroupsPage },
    children: [
      { index: true, element: null },
      { path: 'new', lazy: { Component: async () => (await import('./NewGroupDrawer.tsx')).NewGroupDrawer } },
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
        path: 'add-users',
        lazy: { Component: async () => (await import('./AddMembersDrawer.tsx')).AddMembersDrawer },
      },
    ],
  },
];
