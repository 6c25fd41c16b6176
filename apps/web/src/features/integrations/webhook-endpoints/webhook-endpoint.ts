import type { WebhookDelivery as DeliverySchema } from '@muster/contracts/integrations/webhook-deliveries';
import type {
  WebhookEndpoint as EndpointSchema,
  WebhookEndpointWithSecret as WithSecretSchema,
} from '@muster/contracts/integrations/webhook-endpoints';
import { useOutletContext } from 'react-router-dom';
import type * as z from 'zod';

/** A webhook endpoint as the API sends it. */
export type WebhookEndpoint = z.input<typeof EndpointSchema>;

/** The response that contains its secret, once. */
export type WebhookEndpointWithSecret = z.input<typeof WithSecretSchema>;

/** The delivery of one event to an endpoint. */
export type WebhookDelivery = z.input<typeof DeliverySchema>;

/** The endpoint of the current page; for its drawers. */
export function useEndpoint(): WebhookEndpoint {
  return useOutletContext<WebhookEndpoint>();
}
