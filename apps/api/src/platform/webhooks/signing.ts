import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** A new secret for an endpoint: 256 random bits in the format of Standard Webhooks 1.0. */
export function mintWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/**
 * The headers of one attempt (Standard Webhooks 1.0).
 * @param message.id the event's id, the same at every attempt
 * @param message.at the time of the attempt
 * @param secrets the secrets to sign with; more than one during a rotation
 */
export function signedHeaders(
  message: { id: string; at: Date; body: string },
  secrets: readonly string[],
): Record<string, string> {
  const { id, at, body } = message;
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}
