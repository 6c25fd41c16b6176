import { defined } from '@muster/contracts/kit/defined';
import { wireAddress } from '@muster/contracts/kit/email-address';
import type { OutgoingMessage } from './transport.ts';

/**
 * The headers of an automatic e-mail (RFC 3834), with one-click unsubscribe (RFC 8058) if the e-mail has it.
 */
export function headersOf({ unsubscribeUrl }: OutgoingMessage): Record<string, string> {
  return defined({
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    'List-Unsubscribe': unsubscribeUrl === null ? undefined : `<${unsubscribeUrl}>`,
    'List-Unsubscribe-Post': unsubscribeUrl === null ? undefined : 'List-Unsubscribe=One-Click',
  });
}

/** The sender and the recipient as mail servers know them: international domains in their ASCII form. */
export function addressesOf({ from, to, replyTo }: OutgoingMessage) {
  return defined({
    from: from.replace(/[^\s<>]+@[^\s<>]+/, wireAddress),
    to: wireAddress(to),
    replyTo: replyTo === null ? undefined : wireAddress(replyTo),
  });
}
