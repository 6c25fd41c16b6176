import type {
  EmailTransport,
  MessageResult,
  OutgoingMessage,
} from '../src/platform/email/transports/transport.ts';

/** An e-mail with letters of several scripts, ready to send. */
export const message: OutgoingMessage = {
  id: '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d',
  from: '"Äcme Lernen" <people@acme.example>',
  replyTo: 'help@acme.example',
  to: 'ada@example.org',
  subject: 'Jürgen lädt Sie ein – 你好',
  html: '<p>Grüße, <a href="https://muster.test/activate#abc">öffnen</a></p>',
  text: 'Grüße, https://muster.test/activate#abc',
  template: 'invitation',
  unsubscribeUrl: null,
  createdAt: new Date('2026-11-22T10:00:00.000Z'),
};

/** Several e-mails that differ in id and recipient. */
export function messages(count: number, domain = 'example.org'): OutgoingMessage[] {
  return Array.from({ length: count }, (_, index) => ({
    ...message,
    id: `0192f0c1-2d3e-7a4b-8c5d-${String(index).padStart(12, '0')}`,
    to: `person.${index}@${domain}`,
  }));
}

/** Sends a batch and collects the results of its e-mails. */
export async function deliver(
  transport: EmailTransport,
  batch: readonly OutgoingMessage[],
  id = 'b1',
): Promise<Map<string, MessageResult['result']>> {
  const results = new Map<string, MessageResult['result']>();
  for await (const some of transport.deliver({ id, messages: batch }))
    for (const { messageId, result } of some) results.set(messageId, result);
  return results;
}
