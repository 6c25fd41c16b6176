import { userImports } from '@muster/contracts/people/user-imports';
import { sendCsv } from '../../../platform/http/api/download.ts';
import { implement, type Server } from '../../../platform/http/api/implement.ts';
import { commitImport } from './commit.ts';
import { failedRows, template } from './download.ts';
import { fixRow, getRow, retryFailed } from './fix-row.ts';
import {
  cancelImport,
  createImport,
  getImport,
  listImports,
  listRows,
  requireImport,
  updateImport,
} from './service.ts';
import { undoImport } from './undo.ts';

export function routes(server: Server): void {
  implement(server, userImports, {
    create: (ctx, { body }) => createImport(ctx, body),
    list: (ctx, { query }) => listImports(ctx, query),
    async template(ctx, { query }, { reply }) {
      sendCsv(reply, { fileName: 'users.csv', text: template(ctx, query) });
    },
    get: (ctx, { params }) => getImport(ctx, params.id),
    update: (ctx, { params, body }) => updateImport(ctx, params.id, body),
    getRow: (ctx, { params }) => getRow(ctx, params),
    fixRow: (ctx, { params, body }) => fixRow(ctx, params, body),
    listRows: (ctx, { params, query }) => listRows(ctx, params.id, query),
    async errorsCsv(ctx, { params }, { reply }) {
      const record = await requireImport(ctx, params.id);
      sendCsv(reply, { fileName: 'errors.csv', text: failedRows(ctx, record) });
    },
    commit: (ctx, { params, body }) => commitImport(ctx, params.id, body),
    retry: (ctx, { params }) => retryFailed(ctx, params.id),
    undo: (ctx, { params }) => undoImport(ctx, params.id),
    cancel: async (ctx, { params }) => cancelImport(ctx, params.id),
  });
}
