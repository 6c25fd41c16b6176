import http from 'node:http';
import { defined } from '@muster/contracts/kit/defined';
import type { CallInput, CallResult, Endpoint } from '@muster/contracts/kit/endpoint';
import { basePath } from '@muster/contracts/kit/endpoint';

/** A complete response; an aborted one rejects instead. */
export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  /** The parsed body, if it is JSON. */
  readonly body: unknown;
}

export interface Request {
  readonly method?: string;
  readonly path: string;
  readonly body?: unknown;
  /** The fields of a form, one of them a file. */
  readonly form?: Readonly<Record<string, unknown>>;
  readonly headers?: http.OutgoingHttpHeaders;
}

/** A client over a real connection, with its own cookies. */
export interface Browser {
  readonly cookies: Map<string, string>;
  /** Calls an endpoint and expects success; checks the response against the contract. */
  call<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<CallResult<E>>;
  /** Calls an endpoint and accepts any response. */
  try<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<Answer>;
  /** Sends a raw request. */
  send(request: Request): Promise<Answer>;
  /** The same person at another process. */
  at(url: string): Browser;
  /** Opens the live stream. */
  listen(): Promise<Stream>;
}

/** An open stream of server-sent events. */
export interface Stream {
  /** The names of the events so far. */
  readonly events: readonly string[];
  /** Resolves when the server ends the stream properly, rejects when the connection breaks. */
  readonly ended: Promise<void>;
  close(): void;
}

interface AnyInput {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  form?: Record<string, unknown>;
}

/**
 * Opens a browser without a sign-in.
 * @param url the URL of the app
 */
export function openBrowser(url: string, cookies = new Map<string, string>()): Browser {
  const browser: Browser = {
    cookies,
    at: (other) => openBrowser(other, cookies),
    async send(request) {
      const response = await exchange(url, cookies, request);
      response.setEncoding('utf8');
      let text = '';
      for await (const chunk of response) text += chunk;
      const { statusCode: status = 0, headers } = response;
      const isJson = text !== '' && String(headers['content-type'] ?? '').includes('json');
      return { status, headers, text, body: isJson ? JSON.parse(text) : undefined };
    },
    try: (endpoint, input) => browser.send(requestOf(endpoint, input as AnyInput)),
    async call(endpoint, input) {
      const answer = await browser.try(endpoint, input);
      if (answer.status !== endpoint.status && answer.status !== endpoint.alsoStatus)
        throw new Error(`${endpoint.id} answered ${answer.status}: ${answer.text}`);
      endpoint.response?.parse(answer.body);
      return answer.body as CallResult<typeof endpoint>;
    },
    async listen() {
      const response = await exchange(url, cookies, { path: `${basePath}/events-stream` });
      if (response.statusCode !== 200) throw new Error(`The stream answered ${response.statusCode}.`);
      return streamOf(response);
    },
  };
  return browser;
}

async function exchange(
  url: string,
  cookies: Map<string, string>,
  request: Request,
): Promise<http.IncomingMessage> {
  const { method = 'GET', path, headers = {} } = request;
  const { payload, type } = await payloadOf(request);
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return new Promise((resolve, reject) => {
    const outgoing = http.request(new URL(path, url), {
      method,
      // One connection per request: a stopping server may close a reused one just as a request is sent.
      agent: false,
      headers: defined({
        cookie: cookie || undefined,
        'content-type': type,
        ...headers,
      }),
    });
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      keepCookies(cookies, response.headers['set-cookie'] ?? []);
      resolve(response);
    });
    outgoing.end(payload);
  });
}

async function payloadOf({ body, form }: Request): Promise<{ payload?: string | Buffer; type?: string }> {
  if (!form) return body === undefined ? {} : { payload: JSON.stringify(body), type: 'application/json' };
  const data = new FormData();
  for (const [name, value] of Object.entries(form)) {
    if (value instanceof Blob) data.append(name, value);
    else if (value !== undefined) data.append(name, String(value));
  }
  const encoded = new Response(data);
  const type = encoded.headers.get('content-type');
  return defined({ payload: Buffer.from(await encoded.arrayBuffer()), type: type ?? undefined });
}

function keepCookies(cookies: Map<string, string>, given: readonly string[]): void {
  for (const line of given) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value) cookies.set(name, value);
    else cookies.delete(name);
  }
}

function streamOf(response: http.IncomingMessage): Stream {
  const events: string[] = [];
  let text = '';
  response.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = `${text}${chunk}`.split('\n');
    text = lines.pop() ?? '';
    events.push(...lines.filter((line) => line.startsWith('event: ')).map((line) => line.slice(7)));
  });
  const ended = new Promise<void>((resolve, reject) => {
    response.once('end', resolve);
    response.once('error', reject);
  });
  // Only some tests await the end; for the others a broken stream is not a failure.
  ended.catch(() => undefined);
  return { events, ended, close: () => response.destroy() };
}

function requestOf(endpoint: Endpoint, { params = {}, query = {}, body, form }: AnyInput): Request {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) search.append(name, String(one));
  }
  const target = `${basePath}${path}${search.size > 0 ? `?${search}` : ''}`;
  return defined({ method: endpoint.method, path: target, body, form });
}
