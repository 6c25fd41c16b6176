import type { EmailTemplateKey } from '@muster/contracts/catalogue';

/** A file that travels with a mail. */
export interface Attachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
}

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
  /** Where one click (RFC 8058) stops mails of this kind; null for those nobody can do without. */
  readonly unsubscribeUrl: string | null;
  readonly createdAt: Date;
  readonly attachments?: readonly Attachment[];
}

/** Mails that leave together. A repeated attempt brings the same batch: same id, same order, same bytes. */
export interface Batch {
  readonly id: string;
  readonly messages: readonly OutgoingMessage[];
}

/**
 * How one mail fared. `retry` is worth another attempt; `split` as well, but with fewer mails in the batch,
 * for one of them spoilt the request; `bounced` and `failed` are final.
 */
export type DeliveryResult =
  | { readonly outcome: 'sent'; readonly providerId: string | null }
  | {
      readonly outcome: 'retry';
      readonly reason: string;
      /** How long the other side wants to be left alone. */
      readonly afterSeconds?: number;
      /** Whether the mail may have left all the same, such as when the answer was lost. */
      readonly mayHaveLeft: boolean;
      readonly isTrouble?: boolean;
    }
  | { readonly outcome: 'split'; readonly reason: string }
  | { readonly outcome: 'bounced'; readonly reason: string }
  | {
      readonly outcome: 'failed';
      readonly reason: string;
      /**
       * The way itself is out of order (the key, the server, the quota), so other mails will fare no better.
       */
      readonly isTrouble?: boolean;
    };

export interface MessageResult {
  readonly messageId: string;
  readonly result: DeliveryResult;
}

/** Whether mail leaves, and what the other side says. */
export interface TransportHealth {
  readonly status: 'ok' | 'failing' | 'unknown';
  readonly detail: string | null;
}

/** One way for mail to leave. What went wrong is in the results; nothing but an interruption throws. */
export interface EmailTransport {
  readonly name: 'mailbox' | 'smtp' | 'resend';
  /** Batches one process sends at once. */
  readonly concurrency: number;
  /** A batch is one request there: it is repeated whole, mails that are settled already included. */
  readonly repeatsWholeBatches: boolean;
  /** Whether batches wait already, so that gathering more mails into the next one costs no time. */
  isBusy(): boolean;
  /** Sends a batch; yields how its mails fared as soon as that is known, each mail once. */
  deliver(batch: Batch): AsyncIterable<readonly MessageResult[]>;
  check(): Promise<TransportHealth>;
  /** Before a stop: what waits for its turn is given up with an `AbortError`, for another process to do. */
  interrupt(): void;
  close(): Promise<void>;
}
