import type { EmailTemplateKey } from '@muster/contracts/catalogue';

/** A file attached to an e-mail. */
export interface Attachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/** A rendered e-mail, ready to send. */
export interface OutgoingMessage {
  /** The outbox row's id: the same at every attempt, so that a transport can refuse to send it twice. */
  readonly id: string;
  readonly from: string;
  readonly replyTo: string | null;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly template: EmailTemplateKey;
  /** The one-click unsubscribe URL (RFC 8058); null for e-mails that cannot be turned off. */
  readonly unsubscribeUrl: string | null;
  readonly createdAt: Date;
  readonly attachments?: readonly Attachment[];
}

/** E-mails that are sent in one batch. A repeated attempt has the same id, order and bytes. */
export interface Batch {
  readonly id: string;
  readonly messages: readonly OutgoingMessage[];
}

/**
 * The result for one e-mail. `retry` is worth another attempt; so is `split`, but with fewer e-mails in the
 * batch, because one of them made the request fail. `bounced` and `failed` are final.
 */
export type DeliveryResult =
  | { readonly outcome: 'sent'; readonly providerId: string | null }
  | {
      readonly outcome: 'retry';
      readonly reason: string;
      /** How long to wait, as the other side requested. */
      readonly afterSeconds?: number;
      /** Whether the e-mail may have been sent all the same, e.g. if the response was lost. */
      readonly mayHaveLeft: boolean;
      readonly isTrouble?: boolean;
    }
  | { readonly outcome: 'split'; readonly reason: string }
  | { readonly outcome: 'bounced'; readonly reason: string }
  | {
      readonly outcome: 'failed';
      readonly reason: string;
      /**
       * Whether the transport itself is out of order (key, server, quota), so that other e-mails will fail as
       * well.
       */
      readonly isTrouble?: boolean;
    };

export interface MessageResult {
  readonly messageId: string;
  readonly result: DeliveryResult;
}

/** Whether e-mail can be sent, and the message of the other side. */
export interface TransportHealth {
  readonly status: 'ok' | 'failing' | 'unknown';
  readonly detail: string | null;
}

/** Sends e-mails. Failures are part of the results; only an interruption throws. */
export interface EmailTransport {
  readonly name: 'mailbox' | 'smtp' | 'resend';
  /** How many batches one process sends at the same time. */
  readonly concurrency: number;
  /** Whether a batch is one request, which is repeated as a whole, including e-mails that are finished. */
  readonly repeatsWholeBatches: boolean;
  /** How many e-mails one batch has at most. */
  readonly mailsPerBatch: number;
  /**
   * How many batches may be built and wait: as few as leave no turn unused, because what they contain is
   * decided when they are built.
   */
  readonly batchesAhead: number;
  /** How many e-mails leave per second, about. */
  mailsPerSecond(): number;
  /** Whether enough batches wait, so that building another gains nothing. */
  isBusy(): boolean;
  /**
   * Resolves when the next batch may be sent. Call it before each `deliver`.
   * @param isUrgent asked when a turn is free: urgent batches take it before others
   */
  ready(isUrgent: () => boolean): Promise<void>;
  /** Sends a batch; yields the result of each e-mail once, as soon as it is known. */
  deliver(batch: Batch): AsyncIterable<readonly MessageResult[]>;
  check(): Promise<TransportHealth>;
  /** Rejects waiting requests with an `AbortError` before a stop, so that another process sends them. */
  interrupt(): void;
  close(): Promise<void>;
}
