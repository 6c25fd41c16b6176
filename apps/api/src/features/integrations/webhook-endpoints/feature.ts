import { webhookEndpointsManifest } from '@muster/contracts/integrations/webhook-endpoints.manifest';
import { defineFeature } from '../../../platform/define-feature.ts';
import { routes } from './routes.ts';

export const feature = defineFeature({
  noun: webhookEndpointsManifest,
  uses: ['webhook-deliveries'],
  routes,
});
