import type { WebhookDelivery } from '@muster/contracts/integrations/webhook-deliveries';
import type { WebhookEndpoint } from '@muster/contracts/integrations/webhook-endpoints';
import type * as z from 'zod';

type Endpoint = z.input<typeof WebhookEndpoint>;
type Delivery = z.input<typeof WebhookDelivery>;

const id = (n: number) => `0192f0c1-2d3e-7a4b-8c5d-${String(n).padStart(12, '0')}`;

/** A webhook endpoint that works. */
export function anEndpoint(changes: Partial<Endpoint> = {}): Endpoint {
  return {
    id: id(60),
    url: 'https://hr.acme.test/webhooks',
    description: 'HR system',
    events: ['user.created', 'user.activated'],
    isEnabled: true,
    disabledReason: null,
    disabledAt: null,
    failingSince: null,
    lastSuccessAt: '2026-11-22T09:00:00.000Z',
    previousSecretExpiresAt: null,
    createdBy: { id: id(2), name: 'Grace Hopper' },
    missingPermissions: [],
    createdAt: '2026-11-01T10:00:00.000Z',
    updatedAt: '2026-11-01T10:00:00.000Z',
    ...changes,
  };
}

/** A pending delivery. */
export function aDelivery(changes: Partial<Delivery> = {}): Delivery {
  return {
    id: id(70),
    endpointId: id(60),
    eventId: id(71),
    type: 'user.created',
    status: 'pending',
    attempts: [],
    attemptCount: 0,
    nextAttemptAt: null,
    createdAt: '2026-11-22T09:59:00.000Z',
    deliveredAt: null,
    ...changes,
  };
}
