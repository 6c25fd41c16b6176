import { savedViews } from '@muster/contracts/people/saved-views';
import { implement, type Server } from '../../../platform/http/api/implement.ts';
import { createView, deleteView, listViews, updateView } from './service.ts';

export function routes(server: Server): void {
  implement(server, savedViews, {
    list: (ctx) => listViews(ctx),
    create: (ctx, { body }) => createView(ctx, body),
    update: (ctx, { params, body }) => updateView(ctx, params.id, body),
    delete: (ctx, { params }) => deleteView(ctx, params.id),
  });
}
