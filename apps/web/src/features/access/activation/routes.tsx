import type { RouteObject } from 'react-router-dom';

/** The page an invitation links to; public. */
export const activationRoutes: RouteObject[] = [
  {
    path: 'activate',
    lazy: { Component: async () => (await import('./ActivationPage.tsx')).ActivationPage },
  },
];
