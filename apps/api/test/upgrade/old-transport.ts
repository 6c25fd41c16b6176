import { basePath } from '@muster/contracts/kit/endpoint';
import { emails } from '@muster/contracts/mail/emails';
import type { Batch, DeliveryResult, EmailTransport } from '../../src/platform/email/transports/transport.ts';
import { reportOf, signed } from '../fake-resend-webhooks.ts';
import { type Browser, openBrowser } from '../process/browser.ts';
import { activateWith } from '../process/people.ts';
import { reportSecret } from './facts.ts';

/** Sends the e-mails of the state before an upgrade: the address determines the result of each. */
export interface OldTransport extends EmailTransport {
  /** The token of the last link sent to an address. */
  tokenFor(to: string): string;
  /** The batch with an e-mail to be retried. */
  repeatedBatch(): Batch;
  /** Accepts the invitation sent to an address. */
  accept(url: string, to: string): Promise<Browser>;
}

const taken: DeliveryResult = { outcome: 'sent', providerId: null };
const outcomes: Readonly<Record<string, DeliveryResult>> = {
  'early@example.org': { outcome: 'sent', providerId: 're-early' },
  'failed@example.org': { outcome: 'failed', reason: 'refused for a while' },
  'delayed@example.org': { outcome: 'retry', reason: 'no answer', mayHaveLeft: true },
};

/** @param url the URL where the application is served */
export function openOldTransport(url: () => string): OldTransport {
  const tokens = new Map<string, string>();
  let repeated: Batch = { id: '', messages: [] };
  const tokenFor = (to: string) => tokens.get(to) ?? '';
  return {
    name: 'resend',
    concurrency: 1,
    repeatsWholeBatches: true,
    mailsPerBatch: 100,
    batchesAhead: 1,
    mailsPerSecond: () => 100,
    ready: async () => undefined,
    isBusy: () => false,
    async *deliver(batch) {
      for (const { id, to, text } of batch.messages) {
        if (to === 'delayed@example.org') repeated = batch;
        tokens.set(to, /#([\w-]{43})/.exec(text)?.[1] ?? '');
        if (to === 'early@example.org') await reportBounce(url(), to);
        yield [{ messageId: id, result: outcomes[to] ?? taken }];
      }
    },
    check: async () => ({ status: 'ok', detail: null }),
    interrupt: () => undefined,
    close: async () => undefined,
    tokenFor,
    repeatedBatch: () => repeated,
    accept: (at, to) => activateWith(at, tokenFor(to)),
  };
}

/** Reports a bounce before we know which e-mail the provider means. */
async function reportBounce(url: string, to: string): Promise<void> {
  const mail = { id: 're-early', from: 'muster@acme.example', to, subject: '', html: '', text: '' };
  const body = reportOf('email.bounced', mail);
  const headers = signed(reportSecret, JSON.stringify(body));
  const path = `${basePath}${emails.receiveResend.path}`;
  const { status, text } = await openBrowser(url).send({ method: 'POST', path, headers, body });
  if (status !== 204) throw new Error(`The report was answered with ${status}: ${text}`);
}
