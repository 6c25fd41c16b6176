import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { users } from '@muster/contracts/users';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { useApi } from '../../../test/harness.ts';
import { anAddress } from '../../../test/world.ts';
import { resendTransport } from '../../platform/email/transports/resend.ts';
import { smtpTransport } from '../../platform/email/transports/smtp.ts';
import type { EmailTransport, OutgoingMessage } from '../../platform/email/transports/transport.ts';

const api = useApi();
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const message: OutgoingMessage = {
  id: '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d',
  from: 'Äcme Lernen <people@acme.example>',
  replyTo: 'help@acme.example',
  to: 'ada@example.org',
  subject: 'Jürgen lädt Sie ein – 你好',
  html: '<p>Grüße, <a href="https://muster.test/activate#abc">öffnen</a></p>',
  text: 'Grüße, https://muster.test/activate#abc',
  template: 'invitation',
  createdAt: new Date('2026-11-22T10:00:00.000Z'),
};

/** A real SMTP server that answers RCPT as told and keeps what it accepted. */
async function anSmtpServer(answerTo: (attempt: number) => { code: number; text: string } | null) {
  const received: string[] = [];
  let attempts = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo(_address, _session, done) {
      attempts += 1;
      const refusal = answerTo(attempts);
      done(refusal ? Object.assign(new Error(refusal.text), { responseCode: refusal.code }) : null);
    },
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push(Buffer.concat(chunks).toString());
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  closers.push(() => new Promise<void>((resolve) => server.close(resolve)));
  const transport = smtpTransport(`smtp://127.0.0.1:${port}`);
  closers.push(() => transport.close());
  return { transport, received };
}

test('a mail over SMTP arrives with both parts, its headers and its letters intact', async () => {
  const { transport, received } = await anSmtpServer(() => null);
  expect((await transport.deliver(message)).outcome).toBe('sent');
  const mail = await simpleParser(received[0] ?? '');
  expect(mail.subject).toBe(message.subject);
  expect(mail.from?.value[0]).toMatchObject({ name: 'Äcme Lernen', address: 'people@acme.example' });
  expect(mail.html).toContain('https://muster.test/activate#abc');
  expect(mail.text?.trim()).toBe(message.text);
  expect(mail.replyTo?.text).toBe('help@acme.example');
  expect(mail.messageId).toBe(`<${message.id}@acme.example>`);
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  expect(mail.date).toEqual(message.createdAt);
});

test('a passing refusal of an SMTP server is tried again, a final one is not', async () => {
  const busy = await anSmtpServer((attempt) => (attempt === 1 ? { code: 451, text: 'Try later' } : null));
  expect(await busy.transport.deliver(message)).toMatchObject({ outcome: 'retry', reason: /Try later/ });
  expect((await busy.transport.deliver(message)).outcome).toBe('sent');
  const unknown = await anSmtpServer(() => ({ code: 550, text: 'No such mailbox' }));
  expect(await unknown.transport.deliver(message)).toMatchObject({
    outcome: 'bounced',
    reason: /No such mailbox/,
  });
});

test('an SMTP server that does not answer costs nothing but time', async () => {
  const transport = smtpTransport('smtp://127.0.0.1:1');
  closers.push(() => transport.close());
  expect((await transport.deliver(message)).outcome).toBe('retry');
});

interface Call {
  headers: Record<string, string | string[] | undefined>;
  body: { to: string; tags: unknown; headers: Record<string, string> };
}

/** A stand-in for Resend's API that insists on its documented rules and answers as told. */
async function aResendServer(
  answerTo: (call: number) => { status: number; body: object } | 'hang up' | null,
) {
  const calls: Call[] = [];
  const sent = new Map<string, string>();
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const body = JSON.parse(text) as Call['body'];
      calls.push({ headers: request.headers, body });
      const answer = (status: number, content: object) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
      };
      const error = (statusCode: number, name: string) =>
        answer(statusCode, { statusCode, name, message: name });
      if (!request.headers['user-agent']) return error(403, 'missing_user_agent');
      if (request.headers.authorization !== 'Bearer re_test') return error(401, 'missing_api_key');
      if (/@(example|test)\.com$/.test(body.to)) return error(422, 'validation_error');
      const key = String(request.headers['idempotency-key'] ?? '');
      const planned = answerTo(calls.length);
      if (planned === 'hang up') {
        sent.set(key, text);
        return request.socket.destroy();
      }
      if (planned) return answer(planned.status, planned.body);
      if (sent.has(key) && sent.get(key) !== text) return error(409, 'invalid_idempotent_request');
      sent.set(key, text);
      return answer(200, { id: `resend-${[...sent.keys()].indexOf(key)}` });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  const transport = resendTransport({ apiKey: 're_test', baseUrl: `http://127.0.0.1:${port}` });
  return { transport, calls, sent };
}

test('a mail over Resend carries its key, and a lost answer sends nothing twice', async () => {
  const { transport, calls, sent } = await aResendServer((call) => (call === 1 ? 'hang up' : null));
  expect((await transport.deliver(message)).outcome).toBe('retry');
  expect(await transport.deliver(message)).toEqual({ outcome: 'sent', providerId: 'resend-0' });
  expect(sent.size).toBe(1);
  expect(calls.map(({ headers }) => headers['idempotency-key'])).toEqual(
    Array(2).fill(`email/${message.id}`),
  );
  expect(calls[1]?.body).toEqual(calls[0]?.body);
});

test('Resend saying "later" is tried again, saying "no" is final', async () => {
  const said = (status: number, name: string) => ({
    status,
    body: { statusCode: status, name, message: name },
  });
  const cases: [ReturnType<typeof said>, string][] = [
    [said(429, 'rate_limit_exceeded'), 'retry'],
    [said(500, 'internal_server_error'), 'retry'],
    [said(409, 'concurrent_idempotent_requests'), 'retry'],
    [said(403, 'invalid_from_address'), 'failed'],
    [said(422, 'validation_error'), 'failed'],
  ];
  for (const [answer, outcome] of cases) {
    const { transport } = await aResendServer(() => answer);
    expect(await transport.deliver(message)).toMatchObject({
      outcome,
      reason: expect.stringContaining(answer.body.name),
    });
  }
});

/** Runs the application with a transport that answers from a list. */
async function withTransport(results: Awaited<ReturnType<EmailTransport['deliver']>>[]) {
  const sent: OutgoingMessage[] = [];
  const transport: EmailTransport = {
    name: 'smtp',
    deliver: async (outgoing) => {
      sent.push(outgoing);
      return results.shift() ?? { outcome: 'sent', providerId: null };
    },
    close: async () => undefined,
  };
  Object.assign(api.deps, { emailTransport: transport });
  return sent;
}

test('how a delivery went stands on the invitation, the mail and its history', async () => {
  const owner = await api.world.anOwner();
  const original = api.deps.emailTransport;
  const outcomes = {
    sent: { outcome: 'sent', providerId: 'p-1' },
    delayed: { outcome: 'retry', reason: '451 later' },
    bounced: { outcome: 'bounced', reason: '550 no such mailbox' },
    failed: { outcome: 'failed', reason: 'invalid_from_address' },
  } as const;
  for (const [delivery, result] of Object.entries(outcomes)) {
    await withTransport([result]);
    const { id } = await api.world.aUser(owner, { email: anAddress(delivery), sendInvitation: true });
    await api.runJobs();
    const user = await owner.call(users.get, { params: { id } });
    const { data } = await owner.call(users.listEmails, { params: { id }, query: {} });
    const detail = 'reason' in result ? result.reason : null;
    expect(user.invitation).toMatchObject({ delivery, deliveryDetail: detail });
    expect(data[0]?.events.at(-1)).toMatchObject({ type: delivery, detail });
    const found = await owner.call(users.list, { query: { delivery: delivery as 'sent' } });
    expect(found.data.map((one) => one.id)).toEqual([id]);
  }
  Object.assign(api.deps, { emailTransport: original });
});

test('every attempt sends the same bytes, and nothing is kept once the mail has left', async () => {
  const owner = await api.world.anOwner();
  const original = api.deps.emailTransport;
  const sent = await withTransport([{ outcome: 'retry', reason: 'busy' }]);
  const email = anAddress('twice');
  await api.world.aUser(owner, { email, sendInvitation: true });
  await api.runJobs();
  const before = await api.deps.database.email.findFirstOrThrow({ where: { to: email } });
  expect(before).toMatchObject({ status: 'delayed', isRendered: true, attempts: 1 });
  expect(Buffer.from(before.sealed ?? []).toString('latin1')).not.toContain('activate#');

  await api.deps.pool.query(`UPDATE pgboss.job SET start_after = now() WHERE state = 'retry'`);
  await api.runJobs();
  const attempts = sent.filter(({ to }) => to === email);
  expect(attempts).toHaveLength(2);
  expect(attempts[1]).toEqual(attempts[0]);
  const after = await api.deps.database.email.findFirstOrThrow({ where: { to: email } });
  expect(after).toMatchObject({ status: 'sent', sealed: null, attempts: 2 });
  Object.assign(api.deps, { emailTransport: original });
});

test('a change that is rolled back sends nothing', async () => {
  const owner = await api.world.anOwner({ seatLimit: 1 });
  const email = anAddress('nothing');
  await owner.refused(users.create, { body: { email, sendInvitation: true } });
  await api.runJobs();
  expect(await api.world.mailsTo(email)).toEqual([]);
  expect(await api.deps.database.email.count({ where: { to: email } })).toBe(0);
});
