import { emails } from '@muster/contracts/mail/emails';
import { implement, type Server } from '../../../platform/http/api/implement.ts';
import { getOutbox } from './limits/outbox.ts';
import { retryEmail, retryFailedEmails } from './retry.ts';
import { getEmailWithContent, listEmails } from './service.ts';
import { receiveReport } from './webhook.ts';

export function routes(server: Server): void {
  implement(server, emails, {
    outbox: (ctx) => getOutbox(ctx),
    list: (ctx, { query }) => listEmails(ctx, query),
    get: (ctx, { params }) => getEmailWithContent(ctx, params.id),
    retry: (ctx, { params }) => retryEmail(ctx, params.id),
    retryFailed: (ctx, { body }) => retryFailedEmails(ctx, body),
    receiveResend(ctx, { body }, { request }) {
      const header = (name: string) => String(request.headers[name] ?? '');
      const signed = {
        id: header('svix-id'),
        timestamp: header('svix-timestamp'),
        signature: header('svix-signature'),
      };
      return receiveReport(ctx, signed, body);
    },
  });
}
