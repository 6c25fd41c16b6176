import type { RouteObject } from 'react-router-dom';

/** The pages of `emails`, below the tabs of Notification settings. */
export const emailsRoutes: RouteObject[] = [
  {
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
];
