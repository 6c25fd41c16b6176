import type { EventData, MusterEvent } from './contract.ts';

/** The body of a webhook: an event, or what *Send a test event* sends. */
export type WebhookEvent =
  | MusterEvent
  | { readonly type: 'webhook_endpoint.test'; readonly timestamp: string; readonly data: EventData };

/** An event received by webhook. */
export type ReceivedEvent = WebhookEvent & {
  /** The header `webhook-id`: the same at every attempt, and in the event feed. Handle each id once. */
  readonly id: string;
};

/** Why a webhook is rejected. */
export type WebhookRefusal =
  | 'header_missing'
  | 'timestamp_invalid'
  | 'timestamp_too_old'
  | 'timestamp_too_new'
  | 'signature_invalid'
  | 'body_invalid';

/** The error `verifyWebhook` throws for an invalid request. Respond with 400 and ignore the request. */
export class WebhookVerificationError extends Error {
  readonly reason: WebhookRefusal;

  constructor(reason: WebhookRefusal, message: string) {
    super(message);
    this.name = 'WebhookVerificationError';
    this.reason = reason;
  }
}

/** Request headers: a `Headers` object, or a plain object as in `node:http`. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

interface VerifyOptions {
  /** How many seconds the clocks may differ; 300 by default. */
  readonly tolerance?: number;
  /** The current time. */
  readonly now?: Date;
}

/**
 * Verifies that a webhook is from Muster and recent (Standard Webhooks 1.0: HMAC-SHA256 over id, time and
 * body).
 * @param body the raw body: text or bytes, never parsed and serialised again
 * @param headers of the request
 * @param secrets the endpoint's `whsec_…`; several during a rotation
 * @throws WebhookVerificationError if it is not valid; TypeError if a secret is malformed
 */
export async function verifyWebhook(
  body: string | Uint8Array,
  headers: WebhookHeaders,
  secrets: string | readonly string[],
  { tolerance = 300, now = new Date() }: VerifyOptions = {},
): Promise<ReceivedEvent> {
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) {
    throw new TypeError('`body` must be the text or bytes that came, not what they were parsed to.');
  }
  const id = read(headers, 'webhook-id');
  const timestamp = read(headers, 'webhook-timestamp');
  const signatures = signaturesOf(read(headers, 'webhook-signature'));
  checkTime(timestamp, tolerance, now);

  const signed = concat(encode(`${id}.${timestamp}.`), typeof body === 'string' ? encode(body) : body);
  const keys = await Promise.all([secrets].flat().map(importKey));
  const checks = keys.flatMap((key) =>
    signatures.map((one) => crypto.subtle.verify('HMAC', key, one, signed)),
  );
  if (!(await Promise.all(checks)).includes(true)) {
    throw new WebhookVerificationError('signature_invalid', 'No signature fits the secret and the body.');
  }
  return { ...parse(body), id };
}

function read(headers: WebhookHeaders, name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : headerOf(headers, name);
  if (!value) throw new WebhookVerificationError('header_missing', `The header ${name} is missing.`);
  return value;
}

function headerOf(headers: Exclude<WebhookHeaders, Headers>, name: string): string | undefined {
  const [, value] = Object.entries(headers).find(([key]) => key.toLowerCase() === name) ?? [];
  return typeof value === 'string' ? value : value?.[0];
}

function checkTime(timestamp: string, tolerance: number, now: Date): void {
  if (!/^\d{1,12}$/.test(timestamp)) {
    throw new WebhookVerificationError(
      'timestamp_invalid',
      'The time of the attempt is no number of seconds.',
    );
  }
  const age = Math.floor(now.getTime() / 1000) - Number(timestamp);
  if (age > tolerance) throw new WebhookVerificationError('timestamp_too_old', `It was sent ${age} s ago.`);
  if (-age > tolerance) {
    throw new WebhookVerificationError('timestamp_too_new', `It was sent ${-age} s from now.`);
  }
}

/** The `v1` signatures of the header; other versions are ignored. */
function signaturesOf(header: string): Uint8Array<ArrayBuffer>[] {
  return header.split(' ').flatMap((part) => {
    const [version, text = ''] = part.split(',');
    const bytes = version === 'v1' ? decode(text) : undefined;
    return bytes ? [bytes] : [];
  });
}

async function importKey(secret: string): Promise<CryptoKey> {
  const bytes = decode(secret.replace(/^whsec_/, ''));
  if (!bytes || bytes.length === 0) throw new TypeError('A webhook secret looks like whsec_… (base64).');
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
}

function parse(body: string | Uint8Array): WebhookEvent {
  try {
    return JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body));
  } catch {
    throw new WebhookVerificationError('body_invalid', 'The body is signed, but no JSON.');
  }
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function decode(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
