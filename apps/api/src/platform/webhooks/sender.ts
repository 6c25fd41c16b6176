import { isIP } from 'node:net';
import type { WebhookAttempt } from '@muster/contracts/integrations/webhook-deliveries';
import { Agent, request } from 'undici';
import { readExcerpt } from './excerpt.ts';
import { isPublicAddress } from './public-address.ts';
import { AddressRefused, checkedLookup, openResolver, type Resolve, resolveLikeSystem } from './resolve.ts';

/** A request to send. */
export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The result of an attempt. */
export interface Posted extends Pick<WebhookAttempt, 'status' | 'error' | 'responseExcerpt' | 'durationMs'> {
  readonly retryAfter: string | null;
}

/** Sends requests to URLs that customers chose. */
export interface WebhookSender {
  /**
   * Whether a URL is acceptable, as far as can be said now. A name that does not resolve yet is accepted, and
   * checked again at each connection.
   */
  isAllowed(url: string): Promise<boolean>;
  /** Sends one request. Failures are part of the result, never thrown. */
  post(post: Post): Promise<Posted>;
  close(): Promise<void>;
}

const userAgent = 'Muster-Webhooks/1';

/**
 * Opens the sender.
 * @param options.isPrivateAllowed for development: allows http, and receivers on this machine or network
 * @param options.timeoutMs how long an attempt may take, from the look-up to the status
 * @param options.resolve resolves host names
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

  /** Checks the URL itself. Its parser has already normalised odd spellings of addresses. */
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
