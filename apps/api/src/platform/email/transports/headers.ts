import type { OutgoingMessage } from './transport.ts';

/**
 * The headers of an automatic e-mail (RFC 3834), with one-click unsubscribe (RFC 8058) if the e-mail has it.
 */
export function headersOf({ unsubscribeUrl }: OutgoingMessage): Record<string, string> {
  return {
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    ...(unsubscribeUrl === null
      ? {}
      : {
          'List-Unsubscribe': `<${unsubscribeUrl}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }),
  };
}
