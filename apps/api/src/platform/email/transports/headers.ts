import type { OutgoingMessage } from './transport.ts';

/**
 * The headers that say what a mail is: written by a machine (RFC 3834), and, where somebody may do without
 * it, how one click stops it (RFC 8058).
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
