import type { Database } from '@muster/database/client';
import { newId } from '../../crypto/tokens.ts';
import { normalizeEmail } from '../address.ts';
import type { EmailTransport } from './transport.ts';

/**
 * Captures mail in the database, where the mailbox viewer shows it: for trying the product out and for tests.
 * A mail is captured once however often it is delivered.
 */
export function mailboxTransport(database: Database): EmailTransport {
  return {
    name: 'mailbox',
    async deliver({ id, from, to, subject, html, text, template, createdAt }) {
      const row = {
        id: newId(),
        emailId: id,
        address: normalizeEmail(to),
        from,
        to,
        subject,
        html,
        text,
        template,
      };
      await database.mailboxMessage.createMany({ data: [{ ...row, createdAt }], skipDuplicates: true });
      return { outcome: 'sent', providerId: null };
    },
    close: async () => undefined,
  };
}
