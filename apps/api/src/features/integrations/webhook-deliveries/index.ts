export { retentionDays } from './clean-up.ts';
export { deliveryList, endpointReader, findDelivery, presentDelivery } from './queries.ts';
export { endDeliveries, urlForLog } from './sending/disable.ts';
export { deliverDue, openWebhookDispatcher, type WebhookDispatcher } from './sending/dispatcher.ts';
