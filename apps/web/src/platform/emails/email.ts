import type {
  Email as EmailSchema,
  EmailWithContent as EmailWithContentSchema,
} from '@muster/contracts/mail/emails';
import type * as z from 'zod';

/** A mail of the outbox as the API sends it. */
export type Email = z.input<typeof EmailSchema>;

/** A mail with what its reader got to see. */
export type EmailWithContent = z.input<typeof EmailWithContentSchema>;
