import type { RouteObject } from 'react-router-dom';

/** The person's own settings, below the signed-in frame. */
export const meRoutes: RouteObject[] = [
  { path: 'profile', lazy: { Component: async () => (await import('./ProfilePage.tsx')).ProfilePage } },
];
