import { IconWebhook } from '@tabler/icons-react';
import { paths } from '../../../platform/paths.ts';
import { definePlaces } from '../../../platform/places.ts';

/** Webhook endpoints and their deliveries. */
export const places = definePlaces({
  routes: [
    { path: 'webhooks', lazy: { Component: async () => (await import('./WebhooksPage.tsx')).WebhooksPage } },
    {
      path: 'webhooks/new',
      lazy: { Component: async () => (await import('./edit/NewEndpointPage.tsx')).NewEndpointPage },
    },
    {
      path: 'webhooks/:id/edit',
      lazy: { Component: async () => (await import('./edit/EditEndpointPage.tsx')).EditEndpointPage },
    },
    {
      path: 'webhooks/:id',
      lazy: { Component: async () => (await import('./page/EndpointPage.tsx')).EndpointPage },
      children: [
        { index: true, element: null },
        {
          path: 'deliveries/:deliveryId',
          lazy: { Component: async () => (await import('./deliveries/DeliveryDrawer.tsx')).DeliveryDrawer },
        },
        {
          path: 'replay',
          lazy: { Component: async () => (await import('./page/ReplayDrawer.tsx')).ReplayDrawer },
        },
        {
          path: 'rotate-secret',
          lazy: { Component: async () => (await import('./page/RotateSecretDrawer.tsx')).RotateSecretDrawer },
        },
      ],
    },
  ],
  navigation: {
    section: 'integrations',
    label: 'webhookEndpoints.list.title',
    path: paths.webhooks(),
    icon: IconWebhook,
    permission: 'webhooks:read',
  },
  palette: [
    {
      label: 'webhookEndpoints.new.title',
      path: paths.newWebhook(),
      icon: IconWebhook,
      permission: 'webhooks:write',
    },
  ],
});
