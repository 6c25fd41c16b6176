import type { EmailTemplateKey } from '@muster/contracts/emails';

/** A rendered mail, ready to leave. */
export interface OutgoingMessage {
  /** The outbox row's id: the same at every attempt, so a transport can refuse to send twice. */
  readonly id: string;
  readonly from: string;
  readonly replyTo: string | null;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly template: EmailTemplateKey;
  readonly createdAt: Date;
}

/** How one delivery went. `retry` is tried again, `bounced` and `failed` are final. */
export type DeliveryResult =
  | { readonly outcome: 'sent'; readonly providerId: string | null }
  | { readonly outcome: 'retry' | 'bounced' | 'failed'; readonly reason: string };

/** One way for mail to leave. Never throws: what went wrong is in the result. */
export interface EmailTransport {
  readonly name: 'mailbox' | 'smtp' | 'resend';
  deliver(message: OutgoingMessage): Promise<DeliveryResult>;
  close(): Promise<void>;
}
