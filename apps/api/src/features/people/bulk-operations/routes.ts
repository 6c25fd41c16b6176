import { bulkOperations } from '@muster/contracts/people/bulk-operations';
import { implement, type Server } from '../../../platform/http/api/implement.ts';
import { previewBulk } from './preview.ts';
import { getBulkOperation, listBulkFailures, listBulkOperations } from './service.ts';
import { startBulk } from './start.ts';
import { undoBulk } from './undo.ts';

export function routes(server: Server): void {
  implement(server, bulkOperations, {
    create: (ctx, { body }) => startBulk(ctx, body),
    preview: (ctx, { body }) => previewBulk(ctx, body),
    list: (ctx, { query }) => listBulkOperations(ctx, query),
    get: (ctx, { params }) => getBulkOperation(ctx, params.id),
    listFailures: (ctx, { params, query }) => listBulkFailures(ctx, params.id, query),
    undo: (ctx, { params }) => undoBulk(ctx, params.id),
  });
}
