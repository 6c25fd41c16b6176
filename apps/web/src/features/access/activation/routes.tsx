import type { RouteObject } from 'react-router-dom';

/** Where the mailed link of an invitation leads; public. */
export const activationRoutes: RouteObject[] = [
  {
    path: 'activate',
    lazy: { Component: async () => (await import('./ActivationPage.tsx')).ActivationPage },
  },
];
