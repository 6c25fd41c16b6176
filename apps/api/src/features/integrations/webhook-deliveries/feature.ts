import { webhookDeliveriesManifest } from '@muster/contracts/integrations/webhook-deliveries.manifest';
import { defineFeature } from '../../../platform/define-feature.ts';
import { cleanUp } from './clean-up.ts';
import { routes } from './routes.ts';
import { readWebhookLanes } from './waiting.ts';

export const feature = defineFeature({
  noun: webhookDeliveriesManifest,
  uses: [],
  routes,
  cleanUp,
  lanes: readWebhookLanes,
});
