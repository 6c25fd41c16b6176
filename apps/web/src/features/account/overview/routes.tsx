import type { RouteObject } from 'react-router-dom';

/** The pages of `overview`, below the signed-in frame. */
export const overviewRoutes: RouteObject[] = [
  { path: 'overview', lazy: { Component: async () => (await import('./OverviewPage.tsx')).OverviewPage } },
];
