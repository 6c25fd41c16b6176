import type { RouteObject } from 'react-router-dom';

/** The pages of `api-keys`, below the signed-in frame. */
export const apiKeysRoutes: RouteObject[] = [
  { path: 'api-keys', lazy: { Component: async () => (await import('./ApiKeysPage.tsx')).ApiKeysPage } },
  {
    path: 'api-keys/new',
    lazy: { Component: async () => (await import('./create/NewApiKeyPage.tsx')).NewApiKeyPage },
  },
  {
    path: 'api-keys/:id',
    lazy: { Component: async () => (await import('./page/ApiKeyPage.tsx')).ApiKeyPage },
    children: [
      { index: true, element: null },
      {
        path: 'edit',
        lazy: { Component: async () => (await import('./page/EditKeyDrawer.tsx')).EditKeyDrawer },
      },
      {
        path: 'rotate',
        lazy: { Component: async () => (await import('./page/RotateKeyDrawer.tsx')).RotateKeyDrawer },
      },
    ],
  },
];
