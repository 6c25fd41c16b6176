import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ReceivedEvent, verifyWebhook } from '../packages/client/src/webhooks.ts';

/** An integrator's program: it receives webhooks on loopback and records those with a valid signature. */
export interface Receiver {
  readonly url: string;
  /** The events with a valid signature, in order of arrival; repeated deliveries are included. */
  readonly received: readonly ReceivedEvent[];
  /** The secret to verify signatures with. */
  secret: string;
  /** The status it responds with. */
  answer: number;
  close(): Promise<void>;
}

/** Starts a receiver on a free port. */
export async function openReceiver(): Promise<Receiver> {
  const received: ReceivedEvent[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    try {
      received.push(await verifyWebhook(Buffer.concat(chunks), request.headers, receiver.secret));
      response.writeHead(receiver.answer).end(receiver.answer < 300 ? 'thanks' : 'out of order');
    } catch (error) {
      response.writeHead(400).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/webhooks`,
    received,
    secret: '',
    answer: 200,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return receiver;
}
