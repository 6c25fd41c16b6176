import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { deliver, message, messages } from '../../../../test/message.ts';
import { smtpTransport } from './smtp.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

type Refusal = { code: number; text: string } | null;

/** A real SMTP server that gives the desired answers and stores the e-mails it accepts. */
async function anSmtpServer(
  answers: {
    toSender?: () => Refusal;
    toRecipient?: (attempt: number, to: string) => Refusal;
    toData?: () => Refusal;
    /** Whether it drops the line once an e-mail has arrived. */
    dropsLine?: boolean;
    signIn?: { user: string; password: string };
  } = {},
) {
  const received: string[] = [];
  let attempts = 0;
  const reply = (done: (error?: Error | null) => void, refusal: Refusal | undefined) =>
    done(refusal ? Object.assign(new Error(refusal.text), { responseCode: refusal.code }) : null);
  const { signIn } = answers;
  const server = new SMTPServer({
    authOptional: !signIn,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    logger: false,
    onAuth({ username, password }, _session, done) {
      const isRight = username === signIn?.user && password === signIn?.password;
      done(isRight ? null : new Error('Authentication failed'), isRight ? { user: username } : undefined);
    },
    onMailFrom: (_address, _session, done) => reply(done, answers.toSender?.()),
    onRcptTo({ address }, _session, done) {
      attempts += 1;
      reply(done, answers.toRecipient?.(attempts, address));
    },
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const refusal = answers.toData?.();
        if (!refusal) received.push(Buffer.concat(chunks).toString());
        if (answers.dropsLine) for (const { _socket } of server.connections) _socket.destroy();
        else reply(done, refusal);
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  closers.push(() => new Promise<void>((resolve) => server.close(resolve)));
  const who = signIn ? `${signIn.user}:wrong@` : '';
  const transport = smtpTransport(`smtp://${who}127.0.0.1:${port}`);
  closers.push(() => transport.close());
  const right = smtpTransport(`smtp://${signIn?.user}:${signIn?.password}@127.0.0.1:${port}`);
  closers.push(() => right.close());
  return { transport, received, right, port };
}

const only = async (...given: Parameters<typeof deliver>) => [...(await deliver(...given)).values()][0];

test('an international domain is sent as punycode', async () => {
  const { transport, received } = await anSmtpServer();
  const addresses = {
    from: '"Bücher" <people@bücher.example>',
    to: 'Ann@bücher.example',
    replyTo: 'help@bücher.example',
  };
  expect((await only(transport, [{ ...message, ...addresses }]))?.outcome).toBe('sent');
  expect(received[0]).toContain('Ann@xn--bcher-kva.example');
  expect(received[0]).toContain('people@xn--bcher-kva.example');
  expect(received[0]).toContain('help@xn--bcher-kva.example');
});

test('an e-mail over SMTP arrives with both parts, its headers and non-ASCII characters intact', async () => {
  const { transport, received } = await anSmtpServer();
  expect((await only(transport, [message]))?.outcome).toBe('sent');
  const mail = await simpleParser(received[0] ?? '');
  expect(mail.subject).toBe(message.subject);
  expect(mail.from?.value[0]).toMatchObject({ name: 'Äcme Lernen', address: 'people@acme.example' });
  expect(mail.html).toContain('https://muster.test/activate#abc');
  expect(mail.text?.trim()).toBe(message.text);
  expect(mail.replyTo?.text).toBe('help@acme.example');
  expect(mail.messageId).toBe(`<${message.id}@acme.example>`);
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  expect(mail.headers.get('x-auto-response-suppress')).toBe('All');
  expect(mail.headers.has('list')).toBe(false);
  expect(mail.date).toEqual(message.createdAt);
});

test('an optional e-mail has headers for one-click unsubscription', async () => {
  const { transport, received } = await anSmtpServer();
  await deliver(transport, [{ ...message, unsubscribeUrl: 'https://muster.test/api/v1/unsubscribe/t1' }]);
  expect(received[0]).toContain('List-Unsubscribe: <https://muster.test/api/v1/unsubscribe/t1>');
  expect(received[0]).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
});

test('attachments arrive byte for byte', async () => {
  const { transport, received } = await anSmtpServer();
  const content = Buffer.from([0, 255, 10, 13, 46, 13, 10]);
  const attachments = [{ filename: 'Plan für Ada.ics', contentType: 'text/calendar', content }];
  await deliver(transport, [{ ...message, attachments }]);
  const mail = await simpleParser(received[0] ?? '');
  expect(mail.attachments[0]).toMatchObject({ filename: 'Plan für Ada.ics', contentType: 'text/calendar' });
  expect(mail.attachments[0]?.content).toEqual(content);
});

test('a temporary refusal is retried, a permanent one is not, and the result quotes the server', async () => {
  const busy = await anSmtpServer({
    toRecipient: (attempt) => (attempt === 1 ? { code: 451, text: 'Try later' } : null),
  });
  expect(await only(busy.transport, [message])).toMatchObject({
    outcome: 'retry',
    reason: expect.stringContaining('Try later'),
    mayHaveLeft: false,
  });
  expect((await only(busy.transport, [message]))?.outcome).toBe('sent');
  const unknown = await anSmtpServer({ toRecipient: () => ({ code: 550, text: 'No such mailbox' }) });
  expect(await only(unknown.transport, [message])).toMatchObject({
    outcome: 'bounced',
    reason: expect.stringContaining('No such mailbox'),
  });
  const content = await anSmtpServer({ toData: () => ({ code: 554, text: 'Looks like spam' }) });
  expect(await only(content.transport, [message])).toMatchObject({ outcome: 'bounced' });
  const sender = await anSmtpServer({ toSender: () => ({ code: 550, text: 'Sender refused' }) });
  expect(await only(sender.transport, [message])).toMatchObject({
    outcome: 'failed',
    reason: expect.stringContaining('Sender refused'),
  });
});

test('one refused e-mail does not affect the others of its batch', async () => {
  const { transport, received } = await anSmtpServer({
    toRecipient: (_, to) => (to.startsWith('person.3@') ? { code: 550, text: 'No' } : null),
  });
  const results = await deliver(transport, messages(12));
  const outcomes = [...results.values()].map(({ outcome }) => outcome);
  expect(outcomes.filter((outcome) => outcome === 'sent')).toHaveLength(11);
  expect(outcomes.filter((outcome) => outcome === 'bounced')).toHaveLength(1);
  expect(received).toHaveLength(11);
});

test('a wrong password or an unreachable server is detected by the check and when sending', async () => {
  const { transport, right } = await anSmtpServer({ signIn: { user: 'muster', password: 'right' } });
  expect(await transport.check()).toMatchObject({
    status: 'failing',
    detail: expect.stringContaining('Authentication failed'),
  });
  expect(await only(transport, [message])).toMatchObject({ outcome: 'failed', isTrouble: true });
  expect(await right.check()).toEqual({ status: 'ok', detail: null });
  const nobody = smtpTransport('smtp://127.0.0.1:1');
  closers.push(() => nobody.close());
  expect((await nobody.check()).status).toBe('failing');
  expect(await only(nobody, [message])).toMatchObject({ outcome: 'retry', isTrouble: true });
});

test('a server that does not encrypt gets no e-mail unless the operator allows it', async () => {
  const { received, port } = await anSmtpServer();
  // An address of this machine that does not count as such.
  const url = `smtp://user:password@0.0.0.0:${port}`;
  const strict = smtpTransport(url);
  closers.push(() => strict.close());
  const hint = expect.stringContaining('SMTP_INSECURE=true');
  expect(await strict.check()).toEqual({ status: 'failing', detail: hint });
  expect(await only(strict, [message])).toEqual({
    ...{ outcome: 'retry', reason: hint, mayHaveLeft: false, isTrouble: true },
  });
  expect(received).toEqual([]);
  const lenient = smtpTransport(`smtp://0.0.0.0:${port}`, { isInsecureAllowed: true });
  closers.push(() => lenient.close());
  expect(await only(lenient, [message])).toMatchObject({ outcome: 'sent' });
});

test('an e-mail whose line drops is not repeated by the library, and may have left', async () => {
  const { transport, received } = await anSmtpServer({ dropsLine: true });
  expect(await only(transport, [message])).toMatchObject({ outcome: 'retry', mayHaveLeft: true });
  expect(received).toHaveLength(1);
});
