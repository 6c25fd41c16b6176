import { definePlaces } from '../../../platform/places.ts';

/** The upload, and a page per import. The users list leads there. */
export const places = definePlaces({
  permission: 'users:write',
  routes: [
    {
      path: 'users/import',
      lazy: { Component: async () => (await import('./upload/UploadPage.tsx')).UploadPage },
    },
    {
      path: 'users/import/:id',
      lazy: { Component: async () => (await import('./ImportPage.tsx')).ImportPage },
    },
  ],
});
