import * as z from 'zod';
import { EmailTemplateKey } from '../../catalogue.ts';
import { type ChangesByType, noChanges } from '../../kit/event-changes.ts';
import { Id } from '../../kit/primitives.ts';

/** What the events of e-mails tell. */
export const emailsEvents = {
  'email.retried': z.object({ emailId: Id, to: z.string(), template: EmailTemplateKey }),
  'email.bulk_paused': z.object({ reason: z.string(), problems: z.int(), sent: z.int() }),
  'email.limit_lifted': noChanges,
} satisfies ChangesByType;
