import { definePlaces } from '../../../platform/places.ts';

/** The page an invitation links to. */
export const places = definePlaces({
  publicRoutes: [
    {
      path: 'activate',
      lazy: { Component: async () => (await import('./ActivationPage.tsx')).ActivationPage },
    },
  ],
});
