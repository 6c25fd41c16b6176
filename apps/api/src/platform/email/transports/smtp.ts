import nodemailer from 'nodemailer';
import type { DeliveryResult, EmailTransport } from './transport.ts';

/**
 * Sends through an SMTP server (RFC 5321) over a small pool of connections.
 * @param url `smtp://user:password@host:port` or `smtps://…`
 */
export function smtpTransport(url: string): EmailTransport {
  const server = new URL(url);
  const pool = nodemailer.createTransport({
    pool: true,
    maxConnections: 4,
    host: server.hostname,
    port: Number(server.port || (server.protocol === 'smtps:' ? 465 : 587)),
    secure: server.protocol === 'smtps:',
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    ...(server.username
      ? { auth: { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) } }
      : {}),
  });
  return {
    name: 'smtp',
    async deliver(message) {
      try {
        const info = await pool.sendMail({
          from: message.from,
          to: message.to,
          ...(message.replyTo ? { replyTo: message.replyTo } : {}),
          subject: message.subject,
          html: message.html,
          text: message.text,
          date: message.createdAt,
          // Stable over attempts, so that a receiving server can tell a repetition.
          messageId: `<${message.id}@${senderDomain(message.from)}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        });
        return { outcome: 'sent', providerId: info.messageId };
      } catch (error) {
        return failureOf(error);
      }
    },
    close: async () => pool.close(),
  };
}

// RFC 5321, 4.2.1: a 5yz answer is final, a 4yz one is not; no answer at all is worth another try.
function failureOf(error: unknown): DeliveryResult {
  const reason = error instanceof Error ? error.message : String(error);
  const responseCode = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
  const command = error instanceof Error && 'command' in error ? String(error.command) : '';
  if (responseCode < 500) return { outcome: 'retry', reason };
  return { outcome: command === 'RCPT TO' || command === 'DATA' ? 'bounced' : 'failed', reason };
}

function senderDomain(from: string): string {
  return /@([^\s>]+)/.exec(from)?.[1] ?? 'localhost';
}
