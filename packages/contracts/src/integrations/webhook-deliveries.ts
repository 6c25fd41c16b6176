import * as z from 'zod';
import { endpoint, endpoints } from '../kit/endpoint.ts';
import { Id, IdParams, PageQuery, Timestamp } from '../kit/primitives.ts';
import { WebhookEvent } from './webhook-events.ts';

export const WebhookAttempt = z
  .object({
    time: Timestamp,
    status: z.int().nullable().meta({ description: 'The HTTP status, if there was a response.' }),
    error: z
      .enum([
        'connection_failed',
        'timed_out',
        'address_refused',
        'redirected',
        'tls_failed',
        'status_refused',
        'interrupted',
        'permission_lost',
      ])
      .nullable(),
    responseExcerpt: z.string().nullable().meta({ description: 'The first kilobyte of the response.' }),
    durationMs: z.int(),
  })
  .meta({ id: 'WebhookAttempt' });
export type WebhookAttempt = z.output<typeof WebhookAttempt>;

export const WebhookDelivery = z
  .object({
    id: Id,
    endpointId: Id,
    eventId: Id.meta({ description: 'Sent as `webhook-id`, the same for every attempt.' }),
    type: WebhookEvent.shape.type,
    status: z.enum(['pending', 'succeeded', 'failed']),
    attempts: z.array(WebhookAttempt).meta({ description: 'The last 20, newest first.' }),
    attemptCount: z.int(),
    nextAttemptAt: Timestamp.nullable(),
    createdAt: Timestamp,
    deliveredAt: Timestamp.nullable(),
  })
  .meta({ id: 'WebhookDelivery' });
export type WebhookDelivery = z.output<typeof WebhookDelivery>;

export const WebhookDeliveryDetail = WebhookDelivery.extend({ payload: WebhookEvent }).meta({
  id: 'WebhookDeliveryDetail',
});
export type WebhookDeliveryDetail = z.output<typeof WebhookDeliveryDetail>;

export const ListWebhookDeliveries = PageQuery.extend({
  sort: z.enum(['createdAt', '-createdAt']).default('-createdAt'),
  status: WebhookDelivery.shape.status.optional(),
});
export type ListWebhookDeliveries = z.output<typeof ListWebhookDeliveries>;

export const webhookDeliveries = endpoints('webhookDeliveries', {
  get: endpoint({
    method: 'GET',
    path: '/webhook-deliveries/:id',
    summary: 'Get a delivery with its attempts and its body',
    access: 'webhooks:read',
    params: IdParams,
    status: 200,
    response: WebhookDeliveryDetail,
    errors: ['not_found'],
  }),
  redeliver: endpoint({
    method: 'POST',
    path: '/webhook-deliveries/:id/redeliver',
    summary: 'Send it once more, with the same ID',
    access: 'webhooks:write',
    params: IdParams,
    status: 202,
    response: WebhookDelivery,
    errors: ['not_found', 'webhook_endpoint_disabled'],
  }),
});
