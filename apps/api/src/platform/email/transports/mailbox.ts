import { normalizeEmail } from '@muster/contracts/kit/email-address';
import type { Database } from '@muster/database/client';
import { newId } from '../../crypto/tokens.ts';
import type { EmailTransport } from './transport.ts';

/**
 * Creates the transport that captures e-mails in the database, where the mailbox viewer shows them: for
 * trying the product out and for tests. An e-mail is captured once, however often it is delivered.
 */
export function mailboxTransport(database: Database): EmailTransport {
  return {
    name: 'mailbox',
    concurrency: 2,
    repeatsWholeBatches: false,
    mailsPerBatch: 100,
    batchesAhead: 1,
    mailsPerSecond: () => 1_000,
    isBusy: () => false,
    ready: async () => undefined,
    async *deliver({ messages }) {
      const data = messages.map(({ id, from, to, subject, html, text, template, createdAt }) => ({
        id: newId(),
        emailId: id,
        address: normalizeEmail(to),
        ...{ from, to, subject, html, text, template, createdAt },
      }));
      await database.mailboxMessage.createMany({ data, skipDuplicates: true });
      yield messages.map(({ id }) => ({
        messageId: id,
        result: { outcome: 'sent' as const, providerId: null },
      }));
    },
    check: async () => ({ status: 'ok', detail: null }),
    interrupt: () => undefined,
    close: async () => undefined,
  };
}
