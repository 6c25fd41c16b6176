import { Resend } from 'resend';
import type { DeliveryResult, EmailTransport } from './transport.ts';

const timeoutMs = 15_000;

/**
 * Sends through Resend's HTTP API. The outbox row's id is the idempotency key, so an attempt that was repeated
 * after a lost answer sends nothing twice.
 * @param options.apiKey `re_…`
 * @param options.baseUrl another address of the API, without a trailing slash
 */
export function resendTransport(options: { apiKey: string; baseUrl: string | undefined }): EmailTransport {
  const client = new Resend(options.apiKey, options.baseUrl ? { baseUrl: options.baseUrl } : {});
  // The SDK writes failures to the console outside production; ours stand in the mail's history.
  Object.assign(client, { logError: () => undefined });
  return {
    name: 'resend',
    async deliver(message) {
      const call = client.emails.send(
        {
          from: message.from,
          to: message.to,
          subject: message.subject,
          html: message.html,
          text: message.text,
          ...(message.replyTo ? { replyTo: message.replyTo } : {}),
          headers: { 'X-Entity-Ref-ID': message.id, 'Auto-Submitted': 'auto-generated' },
          tags: [{ name: 'template', value: message.template }],
        },
        { idempotencyKey: `email/${message.id}` },
      );
      const answer = await withTimeout(call);
      if (answer === null) return { outcome: 'retry', reason: `no answer within ${timeoutMs / 1000} s` };
      if (answer.error === null) return { outcome: 'sent', providerId: answer.data.id };
      return failureOf(answer.error);
    },
    close: async () => undefined,
  };
}

// The SDK has no time-out of its own; it never rejects.
async function withTimeout<T>(call: Promise<T>): Promise<T | null> {
  const { promise, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), timeoutMs);
  try {
    return await Promise.race([call, promise]);
  } finally {
    clearTimeout(timer);
  }
}

function failureOf(error: { name: string; statusCode: number | null; message: string }): DeliveryResult {
  const reason = `${error.name}: ${error.message}`;
  const status = error.statusCode;
  const isBusy = error.name === 'concurrent_idempotent_requests';
  const isPassing = status === null || status === 429 || status >= 500 || isBusy;
  return { outcome: isPassing ? 'retry' : 'failed', reason };
}
