import type { Batch } from '../../src/platform/email/transports/transport.ts';

/** The secret the state was made with, and must be opened with. */
export const secretKey = 'the secret of the state before an upgrade, 32+';
export const reportSecret = `whsec_${Buffer.from('reports before an upgrade').toString('base64')}`;
export const ownerEmail = 'olga@example.org';

/** Facts that only the people and programs of the old state know, stored next to its dump. */
export interface Facts {
  /** When the state was saved. */
  readonly at: string;
  readonly apiKey: string;
  /** The refresh cookie of an admin who is signed in. */
  readonly refreshToken: string;
  /** The token of a link that was sent to `linked@example.org`. */
  readonly linkToken: string;
  /** The secrets of the webhook endpoints, by their path. */
  readonly webhookSecrets: Readonly<Record<string, string>>;
  /** The ids of unfinished operations. */
  readonly operations: Readonly<
    Record<'undone' | 'undoing' | 'halfDone' | 'byKey' | 'byOldCaller' | 'inviting', string>
  >;
  readonly imports: Readonly<Record<'halfDone' | 'queued' | 'previewed', string>>;
  /** The batch that was sent without a response, and must be repeated unchanged. */
  readonly repeatedBatch: Batch;
  /** A call that was answered under an `Idempotency-Key`. */
  readonly idempotent: { readonly key: string; readonly body: object; readonly answer: unknown };
  readonly secondPages: readonly SecondPage[];
}

/** The second page of a list, which its cursor led to. */
export interface SecondPage {
  readonly endpoint: string;
  readonly query: Readonly<Record<string, unknown>>;
  /** The id of its first row. */
  readonly first: string;
}
