import type { RouteObject } from 'react-router-dom';

/** The pages of `account`, below the signed-in frame. */
export const accountRoutes: RouteObject[] = [
  { path: 'account', lazy: { Component: async () => (await import('./AccountPage.tsx')).AccountPage } },
];
