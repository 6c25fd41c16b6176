import * as z from 'zod';
import { EmailTemplateKey } from '../catalogue.ts';
import { endpoint, endpoints } from '../kit/endpoint.ts';
import { Id, IdParams, line, PageQuery, pageOf, repeatable, Timestamp } from '../kit/primitives.ts';
import { Delivery } from './delivery.ts';

/** One e-mail with its delivery history. Never its body, because bodies contain links. */
export const Email = z
  .object({
    id: Id,
    user: z.object({ id: Id, name: z.string() }),
    to: z.string(),
    template: EmailTemplateKey,
    subject: z.string(),
    isTest: z.boolean(),
    status: Delivery,
    attempts: z.int(),
    events: z.array(z.object({ type: Delivery, at: Timestamp, detail: z.string().nullable() })),
    createdAt: Timestamp,
    sentAt: Timestamp.nullable(),
  })
  .meta({ id: 'Email' });
export type Email = z.output<typeof Email>;

/** An e-mail as it was sent. Links that sign somebody in are truncated. */
export const EmailWithContent = Email.extend({
  from: z.string().nullable(),
  html: z.string().nullable().meta({ description: 'Null until the e-mail is rendered.' }),
  text: z.string().nullable(),
}).meta({ id: 'EmailWithContent' });
export type EmailWithContent = z.output<typeof EmailWithContent>;

export const ListEmails = PageQuery.extend({
  sort: z.enum(['createdAt', '-createdAt']).default('-createdAt'),
  status: repeatable(Delivery),
  template: repeatable(EmailTemplateKey),
  q: line(200).optional().meta({
    description: "Words of the recipient's name or address, in any order, ignoring case and accents.",
  }),
});
export type ListEmails = z.output<typeof ListEmails>;

export const RetryEmails = z.union([
  z.strictObject({ ids: z.array(Id).min(1).max(1000) }),
  z.strictObject({ all: z.literal(true) }),
]);
export type RetryEmails = z.output<typeof RetryEmails>;

/** What of an account waits to be sent, for how long, and why. */
export const Outbox = z
  .object({
    waiting: z.int().meta({ description: 'E-mails that leave as soon as it is their turn, up to 100,000.' }),
    secondsLeft: z
      .int()
      .nullable()
      .meta({ description: 'About how long until the last of them has left; null if none waits.' }),
    held: z.int().meta({ description: 'E-mails that wait for the limit or the pause below, up to 100,000.' }),
    limit: z
      .object({
        perDay: z.int(),
        usedToday: z.int(),
        resetsAt: Timestamp,
        activated: z.int().meta({ description: 'How many people of the account have activated.' }),
        activationsNeeded: z.int().meta({ description: 'With this many, the limit ends.' }),
      })
      .nullable()
      .meta({
        description: 'The limit of a new account. Codes, resets and security e-mails are never held.',
      }),
    pause: z
      .object({ reason: z.enum(['bounces', 'complaints']), since: Timestamp })
      .nullable()
      .meta({ description: 'Why e-mails to many people are paused, until the operator lifts it.' }),
  })
  .meta({ id: 'Outbox' });
export type Outbox = z.output<typeof Outbox>;

export const emails = endpoints('emails', {
  list: endpoint({
    method: 'GET',
    path: '/emails',
    summary: 'List the e-mails in the outbox, with their delivery status',
    access: 'emails:read',
    query: ListEmails,
    status: 200,
    response: pageOf(Email),
    errors: ['cursor_invalid'],
  }),
  outbox: endpoint({
    method: 'GET',
    path: '/account/outbox',
    summary: 'Show what waits to be sent, for how long, and why',
    access: 'emails:read',
    status: 200,
    response: Outbox,
    errors: [],
  }),
  get: endpoint({
    method: 'GET',
    path: '/emails/:id',
    summary: 'Get an e-mail as it was sent, without links that sign someone in',
    access: 'emails:read',
    params: IdParams,
    status: 200,
    response: EmailWithContent,
    errors: ['not_found'],
  }),
  retry: endpoint({
    method: 'POST',
    path: '/emails/:id/retry',
    summary: 'Send a failed e-mail again',
    access: 'emails:write',
    params: IdParams,
    status: 200,
    response: Email,
    errors: ['not_found', 'email_not_retryable'],
  }),
  retryFailed: endpoint({
    method: 'POST',
    path: '/emails/retry',
    summary: 'Send failed e-mails again: the given ones, or the newest thousand',
    description:
      'E-mails that cannot be sent again are skipped, because they did not fail or their link no longer works.',
    access: 'emails:write',
    body: RetryEmails,
    status: 200,
    response: z.object({ queued: z.int() }),
    errors: [],
  }),
  receiveResend: endpoint({
    method: 'POST',
    path: '/webhooks/resend',
    summary: "Receive delivery events from Resend's webhook",
    description:
      'The raw body is signed (`svix-id`, `svix-timestamp`, `svix-signature`) with `RESEND_WEBHOOK_SECRET`. Each `svix-id` counts once. Events may arrive late and in any order.',
    access: 'public',
    rawBody: ['application/json'],
    bodyLimit: 262_144,
    status: 204,
    errors: ['webhook_signature_invalid'],
  }),
});
