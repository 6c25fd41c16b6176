import { pMapIterable } from 'p-map';
import { Resend } from 'resend';
import type { Clock } from '../../clock.ts';
import { headersOf } from './headers.ts';
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

/** What the transport stands on. */
export interface ResendOptions {
  readonly apiKey: string;
  /** Another address of the API, without a trailing slash. */
  readonly baseUrl: string | undefined;
  /** The configured sender, whose domain is looked at. */
  readonly from: string;
  readonly pace: Throttle;
  readonly clock: Clock;
  /** Batches on their way at once. */
  readonly concurrency: number;
  readonly timeoutMs?: number;
}

/** One call of the API: a batch, or a mail on its own. */
interface Request {
  readonly key: string;
  readonly messages: readonly [OutgoingMessage, ...OutgoingMessage[]];
}

/** Batches that may wait for their turn before no more are made: enough that no turn finds nobody. */
const batchesAhead = 2;

/** "Too fast" is mended here and now, unless it lasts. */
const patience = { tries: 5, seconds: 60 };

/**
 * Sends through Resend's HTTP API: up to a hundred mails a request, under an idempotency key that stays the
 * same over attempts, so that one repeated after a lost answer sends nothing twice.
 */
export function resendTransport(options: ResendOptions): EmailTransport {
  const { apiKey, baseUrl, from, pace, clock, concurrency, timeoutMs = 10_000 } = options;
  const client = new Resend(apiKey, baseUrl ? { baseUrl } : {});
  // The SDK writes failures to the console outside production; ours stand in the mail's history.
  Object.assign(client, { logError: () => undefined });

  const attempt = async ({ key, messages }: Request): Promise<Answer> => {
    // The SDK has no time-out of its own; what is given beside the key reaches `fetch`.
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

  const request = async (one: Request): Promise<MessageResult[]> => {
    for (let tries = 1; ; tries += 1) {
      await pace.turn();
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
    isBusy: () => pace.waiting() > batchesAhead,
    deliver: ({ id, messages }) =>
      pMapIterable(requestsOf(id, messages), request, { concurrency: 4, preserveOrder: false }),
    check: () => checkResend(client, from, pace, timeoutMs),
    interrupt: pace.interrupt,
    close: async () => undefined,
  };
}

/** A batch takes no attachments: mails with some go on their own, each under a key of its own. */
function requestsOf(batchId: string, messages: readonly OutgoingMessage[]): Request[] {
  const hasAttachments = ({ attachments = [] }: OutgoingMessage) => attachments.length > 0;
  const [first, ...others] = messages.filter((message) => !hasAttachments(message));
  const together: Request[] = first
    ? [{ key: others.length > 0 ? `batch/${batchId}` : `email/${batchId}`, messages: [first, ...others] }]
    : [];
  const apart = messages
    .filter(hasAttachments)
    .map((message): Request => ({ key: `email/${batchId}/${message.id}`, messages: [message] }));
  return [...together, ...apart];
}

function mailOf(message: OutgoingMessage) {
  const { id, from, to, replyTo, subject, html, text, template, attachments = [] } = message;
  return {
    ...{ from, to, subject, html, text },
    ...(replyTo ? { replyTo } : {}),
    // The reference stops mail readers from folding repeated invitations into one thread.
    headers: { 'X-Entity-Ref-ID': id, ...headersOf(message) },
    tags: [
      { name: 'email', value: id },
      { name: 'template', value: template },
    ],
    ...(attachments.length === 0 ? {} : { attachments: attachments.map(encoded) }),
  };
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

/** Refused mails stand by their place in the request, the ids of the others follow in order. */
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
