import type { RouteObject } from 'react-router-dom';

/** The pages of `users`, below the signed-in frame. */
export const usersRoutes: RouteObject[] = [
  {
    path: 'users',
    lazy: { Component: async () => (await import('./list/UsersPage.tsx')).UsersPage },
    children: [
      { index: true, element: null },
      {
        path: ':id/groups',
        lazy: { Component: async () => (await import('./list/UserGroupsDrawer.tsx')).UserGroupsDrawer },
      },
    ],
  },
  {
    path: 'users/add',
    lazy: { Component: async () => (await import('./add/AddUsersPage.tsx')).AddUsersPage },
  },
  {
    path: 'users/operations',
    lazy: {
      Component: async () => (await import('./bulk/operations/BulkOperationsPage.tsx')).BulkOperationsPage,
    },
    children: [
      { index: true, element: null },
      {
        path: ':id',
        lazy: {
          Component: async () =>
            (await import('./bulk/operations/BulkFailuresDrawer.tsx')).BulkFailuresDrawer,
        },
      },
    ],
  },
  {
    path: 'users/:id',
    lazy: { Component: async () => (await import('./page/UserPage.tsx')).UserPage },
    children: [
      {
        lazy: { Component: async () => (await import('./page/UserOverview.tsx')).UserOverview },
        children: [
          { index: true, element: null },
          {
            path: 'edit',
            lazy: { Component: async () => (await import('./page/EditUserDrawer.tsx')).EditUserDrawer },
          },
        ],
      },
      {
        path: 'progress',
        lazy: { Component: async () => (await import('./page/UserPage.tsx')).UserProgress },
      },
      {
        path: 'actions',
        lazy: { Component: async () => (await import('./page/UserActions.tsx')).UserActions },
      },
      {
        path: 'emails',
        lazy: { Component: async () => (await import('./page/UserEmails.tsx')).UserEmails },
        children: [
          { index: true, element: null },
          {
            path: ':emailId',
            lazy: { Component: async () => (await import('./page/UserEmails.tsx')).UserEmailDrawer },
          },
        ],
      },
      {
        path: 'sign-ins',
        lazy: { Component: async () => (await import('./page/UserSignIns.tsx')).UserSignIns },
      },
    ],
  },
];
