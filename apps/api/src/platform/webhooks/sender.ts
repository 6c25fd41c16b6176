import { isIP } from 'node:net';
import type { WebhookAttempt } from '@muster/contracts/integrations/webhook-deliveries';
import { Agent, request } from 'undici';
import { readExcerpt } from './excerpt.ts';
import { isPublicAddress } from './public-address.ts';
import { AddressRefused, checkedLookup, openResolver, type Resolve, resolveLikeSystem } from './resolve.ts';

/** What is posted where. */
export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How an attempt went. */
export interface Posted extends Pick<WebhookAttempt, 'status' | 'error' | 'responseExcerpt' | 'durationMs'> {
  readonly retryAfter: string | null;
}

/** Posts to addresses that customers chose. */
export interface WebhookSender {
  /**
   * Whether anything would be posted to a url, as far as that can be said now: a name that leads nowhere yet
   * may do so later, and is looked at again with each connection.
   */
  isAllowed(url: string): Promise<boolean>;
  /** Posts once. Whatever goes wrong is an answer, never an error. */
  post(post: Post): Promise<Posted>;
  close(): Promise<void>;
}

const userAgent = 'Muster-Webhooks/1';

/**
 * Opens the sender.
 * @param options.isPrivateAllowed for development: http, and receivers on this machine or network
 * @param options.timeoutMs how long an attempt may take, from the look-up to the status
 * @param options.resolve finds the addresses of names
 */
export function openWebhookSender(options: {
  isPrivateAllowed: boolean;
  timeoutMs?: number;
  resolve?: Resolve;
}): WebhookSender {
  const { isPrivateAllowed, timeoutMs = 15_000 } = options;
  const resolve = options.resolve ?? (isPrivateAllowed ? resolveLikeSystem : openResolver());
  const lookup = checkedLookup({ resolve, isPrivateAllowed });
  const agent = new Agent({ connect: { lookup, timeout: timeoutMs } });

  /** What a url says by itself. Its parser has written odd spellings of addresses out already. */
  const refuse = ({ protocol, username, password, hostname }: URL) => {
    const host = hostname.replace(/^\[|\]$/g, '');
    const isPrivate = isIP(host) !== 0 && !isPublicAddress(host);
    if (username || password || !['https:', 'http:'].includes(protocol)) throw new AddressRefused();
    if (!isPrivateAllowed && (protocol !== 'https:' || isPrivate)) throw new AddressRefused();
    return host;
  };
  const send = async ({ url, headers, body }: Post): Promise<Omit<Posted, 'durationMs'>> => {
    refuse(new URL(url));
    const answer = await request(url, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', 'user-agent': userAgent, 'accept-encoding': 'identity' },
        ...headers,
      },
      body,
      dispatcher: agent,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const status = answer.statusCode;
    const retryAfter = [answer.headers['retry-after'] ?? null].flat()[0] ?? null;
    return { status, error: errorOf(status), responseExcerpt: await readExcerpt(answer.body), retryAfter };
  };
  return {
    async isAllowed(url) {
      try {
        const host = refuse(new URL(url));
        if (isIP(host) !== 0 || isPrivateAllowed) return true;
        return (await resolve(host)).every(({ address }) => isPublicAddress(address));
      } catch (error) {
        return !(error instanceof AddressRefused || error instanceof TypeError);
      }
    },
    async post(post) {
      const start = performance.now();
      const posted = await send(post).catch((error: unknown) => ({
        ...{ status: null, error: failureOf(error), responseExcerpt: null, retryAfter: null },
      }));
      return { ...posted, durationMs: Math.round(performance.now() - start) };
    },
    close: () => agent.destroy(),
  };
}

function errorOf(status: number): WebhookAttempt['error'] {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? 'redirected' : 'status_refused';
}

function failureOf(error: unknown): NonNullable<WebhookAttempt['error']> {
  if (error instanceof AddressRefused) return 'address_refused';
  if (!(error instanceof Error)) return 'connection_failed';
  const code = 'code' in error ? String(error.code) : '';
  if (error.name === 'TimeoutError' || /TIMEOUT|ETIMEDOUT/.test(code)) return 'timed_out';
  return /TLS|SSL|CERT|VERIFY|EPROTO/.test(code) ? 'tls_failed' : 'connection_failed';
}
