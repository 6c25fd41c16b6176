import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** A request as a webhook receiver saw it. */
export interface Received {
  readonly id: string;
  readonly path: string;
  readonly at: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: {
    type: string;
    timestamp: string;
    data: { sequence: number; changes: Record<string, unknown> };
  };
}

/** Its response: a status, more than that (possibly never ending), or nothing (`hang`). */
export type Reply =
  | number
  | 'hang'
  | { status: number; headers?: Record<string, string>; text?: string; isEndless?: boolean };

/** A receiver of webhooks on loopback. */
export interface WebhookReceiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** The requests to one path. */
  to(path: string): Received[];
  /**
   * Verifies a request with the library, as a consumer does.
   * @throws Error if the signature is wrong
   */
  verify(request: Received, secret: string): unknown;
  close(): Promise<void>;
}

/**
 * Starts a receiver.
 * @param answer decides about each request; without it all are accepted
 */
export async function openReceiver(
  answer: (request: Received, count: number) => Reply | Promise<Reply> = () => 200,
): Promise<WebhookReceiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void read(request).then(async (one) => {
      received.push(one);
      reply(response, await answer(one, received.filter(({ id }) => id === one.id).length));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    to: (path) => received.filter((one) => one.path === path),
    verify: ({ text, headers }, secret) =>
      new Webhook(secret).verify(text, headers as Record<string, string>),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(request: IncomingMessage): Promise<Received> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  const { headers, url: path = '' } = request;
  return {
    id: String(headers['webhook-id']),
    ...{ path, headers, text, at: performance.now(), body: JSON.parse(text) },
  };
}

function reply(response: ServerResponse, answer: Reply): void {
  if (answer === 'hang') return;
  const { status, headers = {}, text = 'thanks', isEndless = false } = whole(answer);
  response.writeHead(status, headers).write(text);
  if (!isEndless) response.end();
}

function whole(answer: Exclude<Reply, 'hang'>): Exclude<Reply, number | 'hang'> {
  return typeof answer === 'number' ? { status: answer } : answer;
}
