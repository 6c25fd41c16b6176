import { IconBook2, IconKey } from '@tabler/icons-react';
import { documentation, paths } from '../../../platform/paths.ts';
import { definePlaces } from '../../../platform/places.ts';

/** API keys, and the reference of the API. */
export const places = definePlaces({
  routes: [
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
  ],
  navigation: {
    section: 'integrations',
    label: 'apiKeys.list.title',
    path: paths.apiKeys(),
    icon: IconKey,
    permission: 'api_keys:read',
  },
  palette: [
    { label: 'apiKeys.new.title', path: paths.newApiKey(), icon: IconKey, permission: 'api_keys:write' },
    {
      section: 'integrations',
      label: 'apiKeys.places.reference',
      path: documentation.reference(),
      icon: IconBook2,
      permission: 'api_keys:read',
      position: 1,
      isDocument: true,
    },
  ],
});
