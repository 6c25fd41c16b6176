import { afterEach, expect, test } from 'vitest';
import { type FakeResendOptions, openFakeResend } from '../../../../test/fake-resend.ts';
import { deliver, message, messages } from '../../../../test/message.ts';
import { systemClock } from '../../clock.ts';
import { resendTransport } from './resend.ts';
import type { Throttle } from './throttle.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A throttle that never waits, and records the requested delays. */
function noThrottle(): Throttle & { held: number[] } {
  const held: number[] = [];
  return {
    held,
    turn: async () => undefined,
    holdBack: async (seconds) => {
      held.push(seconds);
    },
    interrupt: () => undefined,
    waiting: () => 0,
  };
}

async function aServer(options: FakeResendOptions = {}, apiKey = 're_test') {
  const server = await openFakeResend({
    domains: [{ name: 'acme.example', status: 'verified' }],
    ...options,
  });
  closers.push(() => server.close());
  const pace = noThrottle();
  const transport = resendTransport({
    apiKey,
    baseUrl: server.url,
    from: 'Muster <people@acme.example>',
    clock: systemClock,
    concurrency: 4,
    timeoutMs: 1_000,
    pace,
    rate: 2,
  });
  return { server, transport, pace };
}

const outcomesOf = (results: Awaited<ReturnType<typeof deliver>>) =>
  [...results.values()].map(({ outcome }) => outcome);

test('a hundred e-mails are sent in one request, each with its content, tags and headers', async () => {
  const { server, transport } = await aServer();
  const results = await deliver(transport, messages(100), 'b7');
  expect(new Set(outcomesOf(results))).toEqual(new Set(['sent']));
  expect(server.calls).toHaveLength(1);
  expect(server.calls[0]).toMatchObject({
    path: '/emails/batch',
    headers: { 'idempotency-key': 'batch/b7' },
  });
  expect(server.sent).toHaveLength(100);
  expect(server.sent[4]).toMatchObject({
    to: 'person.4@example.org',
    subject: message.subject,
    reply_to: 'help@acme.example',
    headers: { 'Auto-Submitted': 'auto-generated' },
  });
  expect(server.sent[4]?.headers?.['X-Entity-Ref-ID']).toBe(server.sent[4]?.tags?.[0]?.value);
  expect(server.sent[4]?.headers).not.toHaveProperty('List-Unsubscribe');
  const ids = [...results.values()].map((result) => 'providerId' in result && result.providerId);
  expect(ids).toEqual(server.sent.map(({ id }) => id));
});

test('an international domain is sent as punycode, alone and in a batch', async () => {
  const { server, transport } = await aServer();
  await deliver(transport, [{ ...message, to: 'Ann@bücher.example', replyTo: 'help@bücher.example' }], 'b1');
  await deliver(transport, messages(2, 'bücher.example'), 'b2');
  expect(server.sent.map(({ to }) => to)).toEqual([
    'Ann@xn--bcher-kva.example',
    'person.0@xn--bcher-kva.example',
    'person.1@xn--bcher-kva.example',
  ]);
  expect(server.sent[0]).toMatchObject({ reply_to: 'help@xn--bcher-kva.example' });
});

test('a single e-mail is sent alone, with unsubscribe headers if it has a link', async () => {
  const { server, transport } = await aServer();
  const unsubscribeUrl = 'https://muster.test/api/v1/unsubscribe/t1';
  await deliver(transport, [{ ...message, unsubscribeUrl }], 'b1');
  expect(server.calls[0]).toMatchObject({ path: '/emails', headers: { 'idempotency-key': 'email/b1' } });
  expect(server.sent[0]?.headers).toMatchObject({
    'List-Unsubscribe': `<${unsubscribeUrl}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  });
});

test('e-mails with attachments are sent singly beside the batch', async () => {
  const { server, transport } = await aServer();
  const attachments = [
    { filename: 'plan.ics', contentType: 'text/calendar', content: Buffer.from('BEGIN:VCALENDAR') },
  ];
  const [first, second, third] = messages(3);
  if (!first || !second || !third) throw new Error('three mails were made');
  const results = await deliver(transport, [first, { ...second, attachments }, third], 'b1');
  expect(outcomesOf(results)).toEqual(['sent', 'sent', 'sent']);
  const keys = server.calls.map(({ path, headers }) => `${path} ${headers['idempotency-key']}`).sort();
  expect(keys).toEqual([`/emails email/b1/${second.id}`, '/emails/batch batch/b1']);
  const sent = server.sent.find(({ to }) => to === second.to)?.attachments?.[0];
  expect(sent).toMatchObject({ filename: 'plan.ics', content_type: 'text/calendar' });
  expect(Buffer.from(sent?.content ?? '', 'base64').toString()).toBe('BEGIN:VCALENDAR');
});

test('a batch whose response was lost is retried under the same idempotency key, without duplicates', async () => {
  const { server, transport } = await aServer({ loseAnswer: ({ number }) => number === 1 });
  const batch = messages(10);
  const first = await deliver(transport, batch, 'b1');
  expect(new Set([...first.values()].map((one) => 'mayHaveLeft' in one && one.mayHaveLeft))).toEqual(
    new Set([true]),
  );
  const second = await deliver(transport, batch, 'b1');
  expect(new Set(outcomesOf(second))).toEqual(new Set(['sent']));
  expect(server.sent).toHaveLength(10);
  expect(server.calls[1]?.text).toBe(server.calls[0]?.text);
  expect(server.calls.map(({ headers }) => headers['idempotency-key'])).toEqual(['batch/b1', 'batch/b1']);
});

test('a bad address in a batch fails alone', async () => {
  const { server, transport } = await aServer();
  const bad = messages(100).map((one, index) => (index === 42 ? { ...one, to: 'ada@example.com' } : one));
  const results = await deliver(transport, bad);
  const failed = [...results].filter(([, { outcome }]) => outcome === 'failed');
  expect(failed).toEqual([
    [bad[42]?.id, { outcome: 'failed', reason: expect.stringContaining('testing domains') }],
  ]);
  expect(server.sent).toHaveLength(99);
  const after = results.get(bad[43]?.id ?? '');
  expect(after).toEqual({
    outcome: 'sent',
    providerId: server.sent.find(({ to }) => to === bad[43]?.to)?.id,
  });
});

test('the error that Resend returns decides whether and when an e-mail is retried', async () => {
  const hour = 3600;
  const cases: [number, string, object][] = [
    [500, 'internal_server_error', { outcome: 'retry', mayHaveLeft: true }],
    [409, 'concurrent_idempotent_requests', { outcome: 'retry', mayHaveLeft: true }],
    [429, 'daily_quota_exceeded', { outcome: 'retry', mayHaveLeft: false }],
    [429, 'monthly_quota_exceeded', { outcome: 'retry', afterSeconds: 6 * hour, isTrouble: true }],
    [401, 'restricted_api_key', { outcome: 'failed', isTrouble: true }],
    [403, 'invalid_from_address', { outcome: 'failed', isTrouble: true }],
    [422, 'validation_error', { outcome: 'failed' }],
    [451, 'security_error', { outcome: 'failed' }],
  ];
  for (const [status, name, wanted] of cases) {
    const { transport } = await aServer({ refuse: () => ({ status, name }) });
    const result = (await deliver(transport, [message])).get(message.id);
    expect(result, name).toMatchObject({ ...wanted, reason: expect.stringContaining(name) });
    if (name === 'daily_quota_exceeded' && result && 'afterSeconds' in result) {
      const again = new Date(Date.now() + (result.afterSeconds ?? 0) * 1000);
      expect(again.getUTCHours() * 60 + again.getUTCMinutes()).toBeLessThan(2);
    }
  }
});

test('"rate_limit_exceeded" delays the requests of every process, and is retried immediately', async () => {
  const retryAfter = { 'retry-after': '2' };
  const { server, transport, pace } = await aServer({
    refuse: ({ number }) =>
      number < 3 ? { status: 429, name: 'rate_limit_exceeded', headers: retryAfter } : null,
  });
  const results = await deliver(transport, messages(5));
  expect(new Set(outcomesOf(results))).toEqual(new Set(['sent']));
  expect(pace.held).toEqual([2, 2]);
  expect(server.sent).toHaveLength(5);
  const busy = await aServer({ refuse: () => ({ status: 429, name: 'rate_limit_exceeded' }) });
  const refused = await deliver(busy.transport, messages(5));
  expect([...refused.values()][0]).toMatchObject({ outcome: 'retry', mayHaveLeft: false });
  expect(busy.server.calls).toHaveLength(5);
});

test('a batch that is refused as a whole is split, a single e-mail fails', async () => {
  const { transport } = await aServer({ refuse: () => ({ status: 422, name: 'validation_error' }) });
  expect(new Set(outcomesOf(await deliver(transport, messages(3))))).toEqual(new Set(['split']));
  expect(outcomesOf(await deliver(transport, messages(1)))).toEqual(['failed']);
});

test('e-mails count as sent if their idempotency key was used with a different body', async () => {
  const { server, transport } = await aServer({ loseAnswer: () => true });
  await deliver(transport, messages(3), 'b1');
  const again = await deliver(transport, messages(2), 'b1');
  expect(server.sent).toHaveLength(3);
  expect(outcomesOf(again)).toEqual(['retry', 'retry']);
  const { server: other, transport: talking } = await aServer({ loseAnswer: ({ number }) => number === 1 });
  await deliver(talking, messages(3), 'b1');
  expect(outcomesOf(await deliver(talking, messages(2), 'b1'))).toEqual(['sent', 'sent']);
  expect(other.sent).toHaveLength(3);
});

test('a request without response times out, and an unreachable server is unhealthy', async () => {
  const { transport } = await aServer({ loseAnswer: () => 'hang', hangMs: 60_000 });
  const [result] = [...(await deliver(transport, [message])).values()];
  expect(result).toMatchObject({
    outcome: 'retry',
    mayHaveLeft: true,
    reason: 'timeout: no answer within 1 s',
  });
  const { server, transport: alone } = await aServer();
  await server.close();
  expect([...(await deliver(alone, [message])).values()][0]).toMatchObject({
    outcome: 'retry',
    isTrouble: true,
  });
});

test('the health check verifies the key and the domain', async () => {
  const verified = await aServer();
  expect(await verified.transport.check()).toEqual({ status: 'ok', detail: null });
  const wrong = await aServer({}, 're_wrong');
  expect(await wrong.transport.check()).toMatchObject({
    status: 'failing',
    detail: expect.stringContaining('invalid_api_key'),
  });
  const narrow = await aServer({ refuse: () => ({ status: 401, name: 'restricted_api_key' }) });
  expect(await narrow.transport.check()).toEqual({ status: 'ok', detail: null });
  const pending = await aServer({ domains: [{ name: 'acme.example', status: 'pending' }] });
  expect((await pending.transport.check()).status).toBe('failing');
  const unknown = await aServer({ domains: [] });
  expect((await unknown.transport.check()).status).toBe('failing');
  const tracked = await aServer({
    domains: [{ name: 'acme.example', status: 'verified', clickTracking: true }],
  });
  expect(await tracked.transport.check()).toMatchObject({
    status: 'ok',
    detail: expect.stringContaining('Click tracking'),
  });
});
