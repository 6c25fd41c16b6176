import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach } from 'vitest';

/** A received request. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The response to one request; `hangUp` cuts the connection instead, `silent` never responds. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly hangUp?: boolean;
  readonly silent?: boolean;
}

/** A real server on loopback that gives a test's replies in turn, and repeats the last one. */
export interface TestServer {
  readonly url: string;
  readonly requests: Received[];
  answers(...replies: readonly (Reply | ((request: Received) => Reply))[]): void;
}

/** Starts a server for the tests of a file. */
export function useServer(): TestServer {
  let script: readonly (Reply | ((request: Received) => Reply))[] = [];
  const requests: Received[] = [];
  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const received = { method, url, headers, body: Buffer.concat(chunks).toString() };
      const reply = script[Math.min(requests.length, script.length - 1)] ?? {};
      requests.push(received);
      const {
        status = 200,
        headers: own = {},
        body,
        hangUp,
        silent,
      } = typeof reply === 'function' ? reply(received) : reply;
      if (silent) return;
      if (hangUp) {
        request.socket.destroy();
        return;
      }
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      response.writeHead(status, { 'content-type': 'application/json', ...own });
      response.end(body === undefined ? undefined : text);
    });
  });
  const server = {
    url: '',
    requests,
    answers(...replies: typeof script) {
      script = replies;
    },
  };
  beforeAll(async () => {
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    server.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    requests.length = 0;
    script = [];
  });
  afterAll(() => {
    http.closeAllConnections();
    return new Promise((resolve) => http.close(resolve));
  });
  return server;
}

/** A problem document as the API returns it. */
export function problem(status: number, code: string, more: Readonly<Record<string, unknown>> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/problem+json', 'x-request-id': 'req-7' },
    body: {
      type: `https://muster.test/api/problems/${code}`,
      title: `About ${code}`,
      status,
      code,
      requestId: 'req-7',
      ...more,
    },
  };
}
