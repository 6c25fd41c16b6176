import type { Resend } from 'resend';
import type { Throttle } from './throttle.ts';
import type { TransportHealth } from './transport.ts';

/**
 * Checks whether Resend accepts the key, and whether the sender's domain is usable: verified, and without
 * click tracking, which would send sign-in links through a third party's redirect.
 * @param from the configured sender
 */
export async function checkResend(
  client: Resend,
  from: string,
  pace: Throttle,
  timeoutMs: number,
): Promise<TransportHealth> {
  const listed = await ask(() => client.domains.list(), pace, timeoutMs);
  if (listed === null) return { status: 'failing', detail: `Resend: no answer within ${timeoutMs / 1000} s` };
  if (listed.error) {
    const { name, message, statusCode } = listed.error;
    // A key restricted to sending may not read domains; the refusal proves that it is valid.
    if (name === 'restricted_api_key') return { status: 'ok', detail: null };
    // Too many requests, or a proxy in front of Resend that forwards only e-mails.
    if (statusCode === 429 || statusCode === 404) return { status: 'unknown', detail: null };
    return { status: 'failing', detail: `Resend: ${name}: ${message}` };
  }
  const name = /@([^\s>]+)/.exec(from)?.[1]?.toLowerCase() ?? '';
  // A subdomain may be covered by its parent domain.
  const listedDomain = listed.data.data.find((one) => name === one.name || name.endsWith(`.${one.name}`));
  if (!listedDomain) {
    const isSandbox = name === 'resend.dev';
    if (isSandbox) return { status: 'ok', detail: 'resend.dev delivers to your own address only' };
    if (listed.data.has_more) return { status: 'ok', detail: null };
    return { status: 'failing', detail: `Resend does not know the domain ${name} of MAIL_FROM` };
  }
  if (listedDomain.status !== 'verified') {
    const { name: known, status } = listedDomain;
    const detail = `Resend has not verified the domain ${known} of MAIL_FROM: ${status}`;
    return { status: 'failing', detail };
  }
  const domain = await ask(() => client.domains.get(listedDomain.id), pace, timeoutMs);
  if (domain?.data?.click_tracking !== true) return { status: 'ok', detail: null };
  return {
    status: 'ok',
    detail: `Click tracking rewrites the links in e-mails: turn it off for ${domain.data.name}`,
  };
}

// These calls accept no signal, so the caller stops waiting instead.
async function ask<T>(call: () => Promise<T>, pace: Throttle, timeoutMs: number): Promise<T | null> {
  await pace.turn();
  const { promise, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), timeoutMs);
  try {
    return await Promise.race([call(), promise]);
  } finally {
    clearTimeout(timer);
  }
}
