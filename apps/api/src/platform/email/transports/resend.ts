import { defined } from '@muster/contracts/kit/defined';
import { pMapIterable } from 'p-map';
import { Resend } from 'resend';
import type { Clock } from '../../clock.ts';
import { addressesOf, headersOf } from './headers.ts';
import { checkResend } from './resend-check.ts';
import { type ResendError, refusalOf } from './resend-failures.ts';
import type { Throttle } from './throttle.ts';
import type {
  Attachment,
  DeliveryResult,
  EmailTransport,
  MessageResult,
  OutgoingMessage,
} from './transport.ts';

/** The options and dependencies of the transport. */
export interface ResendOptions {
  readonly apiKey: string;
  /** Another URL of the API, without a trailing slash. */
  readonly baseUrl: string | undefined;
  /** The configured sender, whose domain is checked. */
  readonly from: string;
  readonly pace: Throttle;
  /** How many requests a second are allowed. */
  readonly rate: number;
  readonly clock: Clock;
  /** How many batches are sent at the same time. */
  readonly concurrency: number;
  readonly timeoutMs?: number;
}

/** One call of the API: a batch, or a single e-mail. */
interface Request {
  readonly key: string;
  readonly messages: readonly [OutgoingMessage, ...OutgoingMessage[]];
}

/** How many e-mails a request takes. */
const mailsPerBatch = 100;

/** How long it takes to build a batch, in seconds, at most. */
const buildSeconds = 0.15;

/** Rate limit errors are retried here, up to this many times and seconds. */
const patience = { tries: 5, seconds: 60 };

/**
 * Creates the transport for Resend's HTTP API. It sends up to a hundred e-mails per request, with an
 * idempotency key that stays the same across attempts, so repeating a request after a lost response sends
 * nothing twice.
 */
export function resendTransport(options: ResendOptions): EmailTransport {
  const { apiKey, baseUrl, from, pace, rate, clock, concurrency, timeoutMs = 10_000 } = options;
  const batchesAhead = Math.max(1, Math.ceil(rate * buildSeconds));
  const client = new Resend(apiKey, baseUrl ? { baseUrl } : {});
  // The SDK logs failures to the console outside production; ours are in the e-mail's history.
  Object.assign(client, { logError: () => undefined });

  const attempt = async ({ key, messages }: Request): Promise<Answer> => {
    // The SDK has no time-out of its own; options next to the key are passed to `fetch`.
    const signal = AbortSignal.timeout(timeoutMs);
    const shared = { idempotencyKey: key, signal };
    const [first, ...others] = messages;
    if (others.length === 0) {
      const { data, error, headers } = await client.emails.send(mailOf(first), shared);
      return error ? refused(error, headers, signal) : { accepted: { data: [data] } };
    }
    const permissive = { ...shared, batchValidation: 'permissive' as const };
    const { data, error, headers } = await client.batch.send(messages.map(mailOf), permissive);
    return error ? refused(error, headers, signal) : { accepted: data };
  };
  const refused = (error: ResendError, headers: Record<string, string> | null, signal: AbortSignal) => {
    const retryAfter = headers?.['retry-after'];
    const message = `no answer within ${timeoutMs / 1000} s`;
    return {
      error: signal.aborted ? { name: 'timeout', statusCode: 504, message } : error,
      retryAfter: retryAfter !== undefined && /^\d+$/.test(retryAfter) ? Number(retryAfter) : null,
    };
  };

  const request = async (one: Request, index: number): Promise<MessageResult[]> => {
    for (let tries = 1; ; tries += 1) {
      // The turn of a batch's first request was taken by `ready`.
      if (index > 0 || tries > 1) await pace.turn();
      const answer = await attempt(one);
      if ('accepted' in answer) return acceptedOf(one.messages, answer.accepted);
      const { error, retryAfter } = answer;
      const isAlone = one.messages.length === 1;
      const refusal = refusalOf(error, { retryAfter, now: clock.now(), isAlone });
      const results = one.messages.map(({ id }) => ({ messageId: id, result: refusal }));
      if (error.name !== 'rate_limit_exceeded' || refusal.outcome !== 'retry') return results;
      const { afterSeconds = 1 } = refusal;
      await pace.holdBack(Math.min(afterSeconds, 3600));
      if (tries === patience.tries || afterSeconds > patience.seconds) return results;
    }
  };

  return {
    name: 'resend',
    concurrency,
    repeatsWholeBatches: true,
    mailsPerBatch,
    batchesAhead,
    mailsPerSecond: () => rate * mailsPerBatch,
    isBusy: () => pace.waiting() >= batchesAhead,
    ready: pace.turn,
    deliver: ({ id, messages }) =>
      pMapIterable(requestsOf(id, messages), request, { concurrency: 4, preserveOrder: false }),
    check: () => checkResend(client, from, pace, timeoutMs),
    interrupt: pace.interrupt,
    close: async () => undefined,
  };
}

/** A batch cannot have attachments: e-mails with attachments are sent separately, each with its own key. */
function requestsOf(batchId: string, messages: readonly OutgoingMessage[]): Request[] {
  const hasAttachments = ({ attachments = [] }: OutgoingMessage) => attachments.length > 0;
  const [first, ...others] = messages.filter((message) => !hasAttachments(message));
  const batch: Request[] = first
    ? [{ key: others.length > 0 ? `batch/${batchId}` : `email/${batchId}`, messages: [first, ...others] }]
    : [];
  const singles = messages
    .filter(hasAttachments)
    .map((message): Request => ({ key: `email/${batchId}/${message.id}`, messages: [message] }));
  return [...batch, ...singles];
}

function mailOf(message: OutgoingMessage) {
  const { id, subject, html, text, template, attachments = [] } = message;
  return defined({
    ...{ ...addressesOf(message), subject, html, text },
    // The reference stops mail readers from grouping repeated invitations into one thread.
    headers: { 'X-Entity-Ref-ID': id, ...headersOf(message) },
    tags: [
      { name: 'email', value: id },
      { name: 'template', value: template },
    ],
    attachments: attachments.length === 0 ? undefined : attachments.map(encoded),
  });
}

function encoded({ filename, contentType, content }: Attachment) {
  return { filename, contentType, content: content.toString('base64') };
}

interface Accepted {
  readonly data: readonly { readonly id: string }[];
  readonly errors?: readonly { readonly index: number; readonly message: string }[];
}

type Answer =
  | { readonly accepted: Accepted }
  | { readonly error: ResendError; readonly retryAfter: number | null };

/** Refused e-mails are identified by their position in the request; the ids of the others follow in order. */
function acceptedOf(messages: readonly OutgoingMessage[], { data, errors = [] }: Accepted): MessageResult[] {
  const refused = new Map(errors.map(({ index, message }) => [index, message]));
  const ids = data.map(({ id }) => id);
  return messages.map(({ id }, index) => {
    const reason = refused.get(index);
    const result: DeliveryResult =
      reason === undefined
        ? { outcome: 'sent', providerId: ids.shift() ?? null }
        : { outcome: 'failed', reason };
    return { messageId: id, result };
  });
}
