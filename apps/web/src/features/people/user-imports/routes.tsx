import type { RouteObject } from 'react-router-dom';

/** The pages of `user-imports`, below the signed-in frame: the upload, and one page per import. */
export const userImportsRoutes: RouteObject[] = [
  {
    path: 'users/import',
    lazy: { Component: async () => (await import('./upload/UploadPage.tsx')).UploadPage },
  },
  {
    path: 'users/import/:id',
    lazy: { Component: async () => (await import('./ImportPage.tsx')).ImportPage },
  },
];
