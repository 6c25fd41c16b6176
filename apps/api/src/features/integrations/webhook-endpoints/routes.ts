import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { type Handlers, implement, type Server } from '../../../platform/http/api/implement.ts';
import { refuseUrl } from './endpoint-url.ts';
import { listDeliveries, replayEvents, testEndpoint } from './replay.ts';
import { createEndpoint, deleteEndpoint, getEndpoint, listEndpoints, rotateSecret } from './service.ts';
import { updateEndpoint } from './update.ts';

export function routes(server: Server): void {
  const handlers: Handlers<typeof webhookEndpoints> = {
    list: (ctx, { query }) => listEndpoints(ctx, query),
    get: (ctx, { params }) => getEndpoint(ctx, params.id),
    create: (ctx, { body }) => createEndpoint(ctx, body),
    update: (ctx, { params, body }) => updateEndpoint(ctx, params.id, body),
    delete: (ctx, { params }) => deleteEndpoint(ctx, params.id),
    rotateSecret: (ctx, { params }) => rotateSecret(ctx, params.id),
    test: (ctx, { params }) => testEndpoint(ctx, params.id),
    deliveries: (ctx, { params, query }) => listDeliveries(ctx, params.id, query),
    replay: (ctx, { params, body }) => replayEvents(ctx, params.id, body),
  };
  implement(server, webhookEndpoints, handlers, {
    create: (ctx, { body }) => refuseUrl(ctx, body.url),
  });
}
