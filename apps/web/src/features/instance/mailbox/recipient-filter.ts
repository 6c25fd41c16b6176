import type { ListMailbox, MailboxMessage } from '@muster/contracts/instance/mailbox';
import { EmailAddress } from '@muster/contracts/kit/primitives';
import type * as z from 'zod';

interface RecipientFilter {
  readonly query: Pick<Partial<ListMailbox>, 'to'>;
  readonly matches: (message: z.input<typeof MailboxMessage>) => boolean;
}

/** Filters loaded e-mails by what is being typed, because the API matches whole addresses only. */
export function recipientFilter(typed: string | undefined): RecipientFilter {
  const wanted = typed?.trim().toLowerCase() ?? '';
  const isAddress = EmailAddress.safeParse(wanted).success;
  return {
    query: isAddress ? { to: wanted } : {},
    matches: ({ to }) => isAddress || to.toLowerCase().includes(wanted),
  };
}
