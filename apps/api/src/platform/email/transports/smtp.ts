import { defined } from '@muster/contracts/kit/defined';
import nodemailer from 'nodemailer';
import { pMapIterable } from 'p-map';
import { headersOf } from './headers.ts';
import type { DeliveryResult, EmailTransport, OutgoingMessage } from './transport.ts';

const connections = 4;

/**
 * Creates the transport for an SMTP server (RFC 5321), over a small pool of connections. Each e-mail of a
 * batch is sent separately.
 * @param url `smtp://user:password@host:port` or `smtps://…`
 */
export function smtpTransport(url: string): EmailTransport {
  const server = new URL(url);
  const pool = nodemailer.createTransport(
    defined({
      pool: true,
      maxConnections: connections,
      host: server.hostname,
      port: Number(server.port || (server.protocol === 'smtps:' ? 465 : 587)),
      secure: server.protocol === 'smtps:',
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
      auth: server.username
        ? { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) }
        : undefined,
    }),
  );
  const send = async (message: OutgoingMessage): Promise<DeliveryResult> => {
    try {
      const info = await pool.sendMail(mailOf(message));
      return { outcome: 'sent', providerId: info.messageId };
    } catch (error) {
      return failureOf(error);
    }
  };
  return {
    name: 'smtp',
    concurrency: 2,
    repeatsWholeBatches: false,
    isBusy: () => false,
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
        return { status: 'failing', detail: messageOf(error) };
      }
    },
    // Nothing waits for a turn here.
    interrupt: () => undefined,
    close: async () => pool.close(),
  };
}

function mailOf(message: OutgoingMessage) {
  const { id, from, to, replyTo, subject, html, text, createdAt, attachments = [] } = message;
  return defined({
    ...{ from, to, subject, html, text },
    replyTo: replyTo ?? undefined,
    date: createdAt,
    // The same across attempts, so that a receiving server can detect repetitions.
    messageId: `<${id}@${senderDomain(from)}>`,
    headers: headersOf(message),
    attachments: attachments.map((attachment) => ({ ...attachment })),
  });
}

// RFC 5321, 4.2.1: a 5yz answer is final, a 4yz one is temporary; no answer is worth a retry.
function failureOf(error: unknown): DeliveryResult {
  const reason = messageOf(error);
  const responseCode = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
  const command = error instanceof Error && 'command' in error ? String(error.command) : '';
  const isAboutMail = command === 'RCPT TO' || command === 'DATA';
  if (responseCode >= 500 && isAboutMail) return { outcome: 'bounced', reason };
  if (responseCode >= 500) return { outcome: 'failed', reason, isTrouble: command !== 'MAIL FROM' };
  const isSilent = responseCode === 0;
  return { outcome: 'retry', reason, mayHaveLeft: isSilent && isAboutMail, isTrouble: isSilent };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function senderDomain(from: string): string {
  return /@([^\s>]+)/.exec(from)?.[1] ?? 'localhost';
}
