import * as z from 'zod';
import { Delivery } from './invitations.ts';
import { Id, Timestamp } from './primitives.ts';

/** Keys of the mails the product sends. */
export const EmailTemplateKey = z.enum(['invitation', 'welcome', 'user_activated', 'password_reset']);
export type EmailTemplateKey = z.output<typeof EmailTemplateKey>;

/** One mail with its delivery history. Never its body: bodies carry links. */
export const Email = z
  .object({
    id: Id,
    to: z.string(),
    template: EmailTemplateKey,
    subject: z.string(),
    status: Delivery,
    attempts: z.int(),
    events: z.array(z.object({ type: Delivery, at: Timestamp, detail: z.string().nullable() })),
    createdAt: Timestamp,
    sentAt: Timestamp.nullable(),
  })
  .meta({ id: 'Email' });
export type Email = z.output<typeof Email>;
