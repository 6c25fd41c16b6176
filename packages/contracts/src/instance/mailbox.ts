import * as z from 'zod';
import { EmailTemplateKey } from '../catalogue.ts';
import { endpoint, endpoints } from '../kit/endpoint.ts';
import { Id, line, PageQuery, pageOf, Timestamp } from '../kit/primitives.ts';

/** A captured mail. */
export const MailboxMessage = z
  .object({
    id: Id,
    to: z.string(),
    from: z.string(),
    subject: z.string(),
    html: z.string(),
    text: z.string(),
    template: EmailTemplateKey,
    createdAt: Timestamp,
  })
  .meta({ id: 'MailboxMessage' });
export type MailboxMessage = z.output<typeof MailboxMessage>;

export const ListMailbox = PageQuery.extend({
  sort: z.literal('-createdAt').default('-createdAt'),
  to: line(254).optional().meta({ description: 'Only e-mails to this address.' }),
});
export type ListMailbox = z.output<typeof ListMailbox>;

export const mailbox = endpoints('mailbox', {
  list: endpoint({
    method: 'GET',
    path: '/mailbox',
    summary: 'List captured e-mails, newest first (mailbox transport only)',
    description:
      'Open to anyone who can reach the server. Refused in production unless `ALLOW_MAILBOX=true`.',
    access: 'public',
    query: ListMailbox,
    status: 200,
    response: pageOf(MailboxMessage),
    errors: ['cursor_invalid', 'mailbox_disabled', 'not_found'],
  }),
});
