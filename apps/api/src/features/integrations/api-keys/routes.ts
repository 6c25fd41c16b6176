import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { implement, type Server } from '../../../platform/http/api/implement.ts';
import { createKey, getKey, listKeys, revokeKey, rotateKey, updateKey } from './service.ts';
import { listRequests, readLimits } from './usage.ts';

export function routes(server: Server): void {
  implement(server, apiKeys, {
    list: (ctx, { query }) => listKeys(ctx, query),
    get: (ctx, { params }) => getKey(ctx, params.id),
    create: (ctx, { body }) => createKey(ctx, body),
    update: (ctx, { params, body }) => updateKey(ctx, params.id, body),
    delete: (ctx, { params }) => revokeKey(ctx, params.id),
    rotate: (ctx, { params, body }) => rotateKey(ctx, params.id, body),
    requests: (ctx, { params, query }) => listRequests(ctx, params.id, query),
    limits: (ctx, { params }) => readLimits(ctx, params.id),
  });
}
