import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { verifyWebhook, WebhookVerificationError } from '../src/index.ts';

const secret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDi4b0qyvXbRc=';
const older = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const event = {
  type: 'user.activated',
  timestamp: '2026-11-22T10:00:00.000Z',
  data: { sequence: 4711, user: { name: 'Åda' } },
};
const body = JSON.stringify(event);
const id = '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d';

/** The headers Muster sends, signed by the library of Standard Webhooks. */
function signed({ at = new Date(), by = [secret], text = body } = {}): Record<string, string> {
  const signatures = by.map((one) => new Webhook(one).sign(id, at, text));
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': signatures.join(' '),
  };
}
const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000);

describe('is accepted', () => {
  test('a body signed with the secret, in any form', async () => {
    const headers = signed();
    const upper = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toUpperCase(), [value]]),
    );
    for (const given of [headers, upper, new Headers(headers)]) {
      for (const text of [body, Buffer.from(body), new TextEncoder().encode(body)]) {
        expect(await verifyWebhook(text, given, secret)).toEqual({ ...event, id });
      }
    }
  });

  test('a body signed with either secret during a rotation', async () => {
    expect(await verifyWebhook(body, signed({ by: [older] }), [secret, older])).toMatchObject({ id });
    expect(await verifyWebhook(body, signed({ by: [older, secret] }), secret)).toMatchObject({ id });
  });

  test('a webhook that is a few minutes old', async () => {
    expect(await verifyWebhook(body, signed({ at: secondsAgo(295) }), secret)).toMatchObject({ id });
    expect(await verifyWebhook(body, signed({ at: secondsAgo(-295) }), secret)).toMatchObject({ id });
  });

  test('an unknown signature version beside the known one', async () => {
    const headers = signed();
    const more = { ...headers, 'webhook-signature': `v9,xyz v1a,abc ${headers['webhook-signature']}` };
    expect(await verifyWebhook(body, more, secret)).toMatchObject({ id });
  });
});

describe('is refused', () => {
  const reasonOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'believed',
      (error: unknown) => (error instanceof WebhookVerificationError ? error.reason : error),
    );

  test('another secret, body, id, version or none', async () => {
    const headers = signed();
    const [, signature] = String(headers['webhook-signature']).split(',');
    const cases = [
      verifyWebhook(body, headers, older),
      verifyWebhook(body, headers, []),
      verifyWebhook(`${body} `, headers, secret),
      verifyWebhook(body, { ...headers, 'webhook-id': 'another' }, secret),
      verifyWebhook(body, { ...headers, 'webhook-signature': `v1a,${signature}` }, secret),
      verifyWebhook(body, { ...headers, 'webhook-signature': 'v1,%%%' }, secret),
    ];
    expect(await Promise.all(cases.map(reasonOf))).toEqual(cases.map(() => 'signature_invalid'));
  });

  test('a webhook older than five minutes, or from the future', async () => {
    expect(await reasonOf(verifyWebhook(body, signed({ at: secondsAgo(302) }), secret))).toBe(
      'timestamp_too_old',
    );
    expect(await reasonOf(verifyWebhook(body, signed({ at: secondsAgo(-303) }), secret))).toBe(
      'timestamp_too_new',
    );
    const strict = verifyWebhook(body, signed({ at: secondsAgo(20) }), secret, { tolerance: 10 });
    expect(await reasonOf(strict)).toBe('timestamp_too_old');
  });

  test('a missing header, an invalid time, a body that is not JSON', async () => {
    const { 'webhook-signature': _signature, ...unsigned } = signed();
    expect(await reasonOf(verifyWebhook(body, unsigned, secret))).toBe('header_missing');
    expect(await reasonOf(verifyWebhook(body, { ...signed(), 'webhook-timestamp': 'now' }, secret))).toBe(
      'timestamp_invalid',
    );
    expect(await reasonOf(verifyWebhook('no JSON', signed({ text: 'no JSON' }), secret))).toBe(
      'body_invalid',
    );
  });

  test("the caller's own mistakes, with a TypeError", async () => {
    await expect(verifyWebhook(event as unknown as string, signed(), secret)).rejects.toThrow(TypeError);
    await expect(verifyWebhook(body, signed(), '%%%')).rejects.toThrow(TypeError);
  });
});
