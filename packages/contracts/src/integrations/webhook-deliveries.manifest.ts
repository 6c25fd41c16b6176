import { defineNoun } from '../kit/define-noun.ts';

export const webhookDeliveriesManifest = defineNoun({
  noun: 'webhook-deliveries',
  tag: 'What was sent, and the responses.',
});
