import * as z from 'zod';
import { EventType, Permission } from '../catalogue.ts';
import { endpoint, endpoints } from '../kit/endpoint.ts';
import { Id, IdParams, line, PageQuery, pageOf, Timestamp } from '../kit/primitives.ts';
import { ListWebhookDeliveries, WebhookDelivery } from './webhook-deliveries.ts';

/** Which events an endpoint receives: these types, or all current and future ones. */
const events = z
  .array(z.union([z.literal('*'), EventType]))
  .min(1)
  .max(EventType.options.length + 1)
  .meta({ description: 'Types of events, or `*` for all.', example: ['user.created', 'user.activated'] });
const url = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .meta({
    description: 'The https address that events are sent to.',
    example: 'https://example.com/webhooks/muster',
  });

export const WebhookEndpoint = z
  .object({
    id: Id,
    url: z.string(),
    description: z.string(),
    events,
    isEnabled: z.boolean(),
    disabledReason: z.enum(['gone', 'failing']).nullable().meta({
      description: '`gone`: it answered 410. `failing`: every delivery failed for five days.',
    }),
    disabledAt: Timestamp.nullable(),
    failingSince: Timestamp.nullable().meta({
      description: 'The time since which every attempt has failed.',
    }),
    lastSuccessAt: Timestamp.nullable(),
    previousSecretExpiresAt: Timestamp.nullable().meta({
      description: 'After a rotation: how long the previous secret also signs.',
    }),
    createdBy: z.object({ id: Id, name: z.string() }).nullable().meta({
      description:
        'The user or API key whose permissions decide what is sent. Null for endpoints from before permissions were asked: they receive what they are subscribed to until somebody changes their URL or events.',
    }),
    missingPermissions: z.array(Permission).meta({
      description: 'What `createdBy` lacks by now. Events that need it are not sent.',
      example: ['users:read'],
    }),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'WebhookEndpoint' });
export type WebhookEndpoint = z.output<typeof WebhookEndpoint>;

export const WebhookEndpointWithSecret = WebhookEndpoint.extend({
  secret: z.string().meta({
    description: 'Signs what is sent there. Shown only once.',
    example: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDi4b0qyvXbRc=',
  }),
}).meta({ id: 'WebhookEndpointWithSecret' });
export type WebhookEndpointWithSecret = z.output<typeof WebhookEndpointWithSecret>;

export const CreateWebhookEndpoint = z.strictObject({
  url,
  events,
  description: line(200).default(''),
  isEnabled: z.boolean().default(true),
});
export type CreateWebhookEndpoint = z.output<typeof CreateWebhookEndpoint>;

export const UpdateWebhookEndpoint = z.strictObject({
  url: url.optional(),
  events: events.optional(),
  description: line(200).optional(),
  isEnabled: z.boolean().optional(),
});
export type UpdateWebhookEndpoint = z.output<typeof UpdateWebhookEndpoint>;

export const ReplayWebhooks = z.strictObject({
  since: Timestamp.meta({ description: 'At most 30 days ago.' }),
});
export type ReplayWebhooks = z.output<typeof ReplayWebhooks>;

export const ListWebhookEndpoints = PageQuery.extend({
  sort: z.enum(['createdAt', '-createdAt']).default('-createdAt'),
});
export type ListWebhookEndpoints = z.output<typeof ListWebhookEndpoints>;

export const webhookEndpoints = endpoints('webhookEndpoints', {
  list: endpoint({
    method: 'GET',
    path: '/webhook-endpoints',
    summary: 'List webhook endpoints',
    access: 'webhooks:read',
    query: ListWebhookEndpoints,
    status: 200,
    response: pageOf(WebhookEndpoint),
    errors: ['cursor_invalid'],
  }),
  get: endpoint({
    method: 'GET',
    path: '/webhook-endpoints/:id',
    summary: 'Get a webhook endpoint',
    access: 'webhooks:read',
    params: IdParams,
    status: 200,
    response: WebhookEndpoint,
    errors: ['not_found'],
  }),
  create: endpoint({
    method: 'POST',
    path: '/webhook-endpoints',
    summary: 'Add a webhook endpoint; the response shows its secret once',
    description:
      'Each type of event needs the permission to read what it is about: `user.created` needs `users:read`. Who adds the endpoint must have it, and keep it: events are sent with their present permissions.',
    access: 'webhooks:write',
    body: CreateWebhookEndpoint,
    status: 201,
    hasSecret: true,
    response: WebhookEndpointWithSecret,
    errors: ['webhook_url_refused', 'too_many_webhook_endpoints', 'scope_not_held'],
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/webhook-endpoints/:id',
    summary: 'Change a webhook endpoint, or turn it on or off',
    access: 'webhooks:write',
    params: IdParams,
    body: UpdateWebhookEndpoint,
    status: 200,
    response: WebhookEndpoint,
    errors: ['not_found', 'webhook_url_refused', 'scope_not_held'],
  }),
  delete: endpoint({
    method: 'DELETE',
    path: '/webhook-endpoints/:id',
    summary: 'Delete a webhook endpoint and its waiting deliveries',
    access: 'webhooks:write',
    params: IdParams,
    status: 204,
    errors: ['not_found'],
  }),
  rotateSecret: endpoint({
    method: 'POST',
    path: '/webhook-endpoints/:id/rotate-secret',
    summary: 'Give a webhook endpoint a new secret; both secrets sign for 24 hours',
    access: 'webhooks:write',
    params: IdParams,
    status: 200,
    hasSecret: true,
    response: WebhookEndpointWithSecret,
    errors: ['not_found', 'scope_not_held'],
  }),
  test: endpoint({
    method: 'POST',
    path: '/webhook-endpoints/:id/test',
    summary: 'Send a signed test event of type webhook_endpoint.test',
    access: 'webhooks:write',
    params: IdParams,
    status: 202,
    location: '/webhook-deliveries/:id',
    response: WebhookDelivery,
    errors: ['not_found', 'webhook_endpoint_disabled'],
  }),
  deliveries: endpoint({
    method: 'GET',
    path: '/webhook-endpoints/:id/deliveries',
    summary: 'List the deliveries of a webhook endpoint, newest first',
    access: 'webhooks:read',
    params: IdParams,
    query: ListWebhookDeliveries,
    status: 200,
    response: pageOf(WebhookDelivery),
    errors: ['not_found', 'cursor_invalid'],
  }),
  replay: endpoint({
    method: 'POST',
    path: '/webhook-endpoints/:id/replay',
    summary: 'Send all events since a given time again, in order',
    access: 'webhooks:write',
    params: IdParams,
    body: ReplayWebhooks,
    status: 202,
    location: '/webhook-endpoints/:id/deliveries',
    response: z.object({ count: z.int().meta({ description: 'Events that will be sent.' }) }),
    errors: ['not_found', 'webhook_endpoint_disabled', 'scope_not_held'],
  }),
});
