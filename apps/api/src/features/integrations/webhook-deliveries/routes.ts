import { webhookDeliveries } from '@muster/contracts/integrations/webhook-deliveries';
import { implement, type Server } from '../../../platform/http/api/implement.ts';
import { getDelivery, redeliver } from './service.ts';

export function routes(server: Server): void {
  implement(server, webhookDeliveries, {
    get: (ctx, { params }) => getDelivery(ctx, params.id),
    redeliver: (ctx, { params }) => redeliver(ctx, params.id),
  });
}
