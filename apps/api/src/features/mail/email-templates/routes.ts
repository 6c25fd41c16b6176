import { emailTemplates } from '@muster/contracts/mail/email-templates';
import { implement, type Server } from '../../../platform/http/api/implement.ts';
import { previewTemplate, sendTest } from './preview.ts';
import { getTemplate, listTemplates, resetTemplate, saveTemplate, setEnabled } from './service.ts';
import { getVersion, listVersions, restoreVersion } from './versions.ts';

export function routes(server: Server): void {
  implement(server, emailTemplates, {
    list: (ctx, { query }) => listTemplates(ctx, query.locale),
    get: (ctx, { params, query }) => getTemplate(ctx, params.key, query.locale),
    save: (ctx, { params, query, body }) => saveTemplate(ctx, params.key, query.locale, body),
    reset: (ctx, { params, query }) => resetTemplate(ctx, params.key, query.locale),
    update: (ctx, { params, body }) => setEnabled(ctx, params.key, body.isEnabled),
    listVersions: (ctx, { params, query }) => listVersions(ctx, params.key, query),
    getVersion: (ctx, { params, query }) => getVersion(ctx, params.key, query.locale, params.version),
    restoreVersion: (ctx, { params, query }) => restoreVersion(ctx, params.key, query.locale, params.version),
    preview: (ctx, { params, query, body }) => previewTemplate(ctx, params.key, query.locale, body),
    test: (ctx, { params, query, body }) => sendTest(ctx, params.key, query.locale, body),
  });
}
