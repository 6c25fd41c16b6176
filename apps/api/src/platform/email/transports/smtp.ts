import { defined } from '@muster/contracts/kit/defined';
import nodemailer from 'nodemailer';
import { pMapIterable } from 'p-map';
import { isLoopback } from '../../private-host.ts';
import { addressesOf, headersOf } from './headers.ts';
import { measureSpeed } from './speed.ts';
import type { DeliveryResult, EmailTransport, OutgoingMessage } from './transport.ts';

const connections = 4;

/**
 * Creates the transport for an SMTP server (RFC 5321), over a small pool of connections. Each e-mail of a
 * batch is sent separately. With `smtp://`, the connection is encrypted by STARTTLS (RFC 3207) before anything
 * is said, except on this machine.
 * @param url `smtp://user:password@host:port` or `smtps://…`
 * @param options.isInsecureAllowed sends without encryption to a server that offers none
 */
export function smtpTransport(url: string, options: { isInsecureAllowed?: boolean } = {}): EmailTransport {
  const server = new URL(url);
  const pool = nodemailer.createTransport(
    defined({
      pool: true,
      maxConnections: connections,
      host: server.hostname,
      port: Number(server.port || (server.protocol === 'smtps:' ? 465 : 587)),
      secure: server.protocol === 'smtps:',
      requireTLS: !options.isInsecureAllowed && !isLoopback(server.hostname),
      // A repetition is ours to decide: the server may have taken the e-mail before the line broke.
      maxRequeues: 0,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
      auth: server.username
        ? { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) }
        : undefined,
    }),
  );
  const speed = measureSpeed(connections);
  const send = async (message: OutgoingMessage): Promise<DeliveryResult> => {
    const startedAt = performance.now();
    try {
      const info = await pool.sendMail(mailOf(message));
      speed.add(performance.now() - startedAt);
      return { outcome: 'sent', providerId: info.messageId };
    } catch (error) {
      return failureOf(error);
    }
  };
  return {
    name: 'smtp',
    concurrency: 2,
    repeatsWholeBatches: false,
    // Each e-mail is a request of its own; smaller batches let others in sooner.
    mailsPerBatch: 25,
    batchesAhead: 1,
    mailsPerSecond: speed.perSecond,
    isBusy: () => false,
    ready: async () => undefined,
    deliver: ({ messages }) =>
      pMapIterable(
        messages,
        async (message) => [{ messageId: message.id, result: await send(message) }],
        // Results are yielded as they arrive, so that a slow e-mail does not delay the others.
        { concurrency: connections, preserveOrder: false },
      ),
    async check() {
      try {
        await pool.verify();
        return { status: 'ok', detail: null };
      } catch (error) {
        return { status: 'failing', detail: detailOf(error) };
      }
    },
    // Nothing waits for a turn here.
    interrupt: () => undefined,
    close: async () => pool.close(),
  };
}

function mailOf(message: OutgoingMessage) {
  const { id, subject, html, text, createdAt, attachments = [] } = message;
  const addresses = addressesOf(message);
  return defined({
    ...{ ...addresses, subject, html, text },
    date: createdAt,
    // The same across attempts, so that a receiving server can detect repetitions.
    messageId: `<${id}@${senderDomain(addresses.from)}>`,
    headers: headersOf(message),
    attachments: attachments.map((attachment) => ({ ...attachment })),
  });
}

// RFC 5321, 4.2.1: a 5yz answer is final, a 4yz one is temporary; no answer is worth a retry.
function failureOf(error: unknown): DeliveryResult {
  const reason = messageOf(error);
  const responseCode = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const command = error instanceof Error && 'command' in error ? String(error.command) : '';
  const isAboutMail = command === 'RCPT TO' || command === 'DATA';
  if (code === 'ETLS')
    return { outcome: 'retry', reason: `${reason} (${insecureHint})`, mayHaveLeft: false, isTrouble: true };
  if (responseCode >= 500 && isAboutMail) return { outcome: 'bounced', reason };
  if (responseCode >= 500) return { outcome: 'failed', reason, isTrouble: command !== 'MAIL FROM' };
  const isSilent = responseCode === 0;
  // When the line breaks while an e-mail is under way, the pool names no command, or the one for connecting.
  const mayHaveLeft = isSilent && (isAboutMail || command === '' || code === 'ECONNECTION');
  return { outcome: 'retry', reason, mayHaveLeft, isTrouble: isSilent };
}

function detailOf(error: unknown): string {
  const isUnencrypted = error instanceof Error && 'code' in error && error.code === 'ETLS';
  return isUnencrypted ? `${error.message} (${insecureHint})` : messageOf(error);
}

const insecureHint =
  'the server does not encrypt; SMTP_INSECURE=true would send e-mails and the password readable by anybody on the way';

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function senderDomain(from: string): string {
  return /@([^\s>]+)/.exec(from)?.[1] ?? 'localhost';
}
