import type { RouteObject } from 'react-router-dom';

/** The pages of `webhook-endpoints` and their deliveries, below the signed-in frame. */
export const webhookEndpointsRoutes: RouteObject[] = [
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
];
