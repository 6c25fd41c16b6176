import type { EmailWithContent as EmailWithContentSchema } from '@muster/contracts/mail/emails';
import type * as z from 'zod';

type EmailWithContent = z.input<typeof EmailWithContentSchema>;

/** A delivered invitation to Ada, as in the outbox. */
export function anEmail(changes: Partial<EmailWithContent> = {}): EmailWithContent {
  return {
    id: '0192f0c1-2d3e-7a4b-8c5d-000000000300',
    user: { id: '0192f0c1-2d3e-7a4b-8c5d-000000000100', name: 'Ada Lovelace' },
    to: 'ada@acme.test',
    template: 'invitation',
    subject: 'Grace invites you to Acme',
    isTest: false,
    status: 'delivered',
    attempts: 1,
    events: [
      { type: 'queued', at: '2026-02-02T10:00:00.000Z', detail: null },
      { type: 'sent', at: '2026-02-02T10:00:02.000Z', detail: null },
      { type: 'delivered', at: '2026-02-02T10:00:05.000Z', detail: '250 accepted' },
    ],
    createdAt: '2026-02-02T10:00:00.000Z',
    sentAt: '2026-02-02T10:00:02.000Z',
    from: 'Acme <mail@muster.test>',
    html: '<p>Welcome to Acme</p>',
    text: 'Welcome to Acme',
    ...changes,
  };
}

/** An e-mail that could not be sent. */
export function aFailedEmail(changes: Partial<EmailWithContent> = {}): EmailWithContent {
  return anEmail({
    id: '0192f0c1-2d3e-7a4b-8c5d-000000000301',
    status: 'failed',
    attempts: 8,
    events: [
      { type: 'queued', at: '2026-02-02T10:00:00.000Z', detail: null },
      { type: 'failed', at: '2026-02-02T12:00:00.000Z', detail: 'connect ECONNREFUSED' },
    ],
    sentAt: null,
    html: null,
    text: null,
    ...changes,
  });
}
