import * as z from 'zod';
import { endpoint, endpoints } from '../kit/endpoint.ts';
import { Id, line, PageQuery, pageOf, Timestamp } from '../kit/primitives.ts';
import { EmailTemplateKey } from '../mail/email-templates.ts';

/** What the sign-in page needs to know before anybody is signed in. */
export const ServiceInfo = z
  .object({
    version: z.string(),
    isSignUpOpen: z.boolean(),
    isMailboxOpen: z
      .boolean()
      .meta({ description: 'Whether e-mails are captured and can be read at `/mailbox`.' }),
    demo: z.object({ email: z.string(), password: z.string() }).nullable(),
  })
  .meta({ id: 'ServiceInfo' });
export type ServiceInfo = z.output<typeof ServiceInfo>;

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

export const service = endpoints('service', {
  info: endpoint({
    method: 'GET',
    path: '/service-info',
    summary: 'Show what this installation offers before sign-in',
    access: 'public',
    status: 200,
    response: ServiceInfo,
    errors: [],
  }),
});

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
