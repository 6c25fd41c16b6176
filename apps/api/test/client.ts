import { randomUUID } from 'node:crypto';
import type { Problem } from '@muster/contracts/errors';
import { defined } from '@muster/contracts/kit/defined';
import { basePath, type CallInput, type CallResult, type Endpoint } from '@muster/contracts/kit/endpoint';
import { errorsOf } from '@muster/contracts/kit/endpoint-errors';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { expect } from 'vitest';

export interface Answer<B> {
  readonly status: number;
  readonly body: B;
  /** The body as it was sent. */
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, unknown>>;
}

interface AnyInput {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  form?: Record<string, unknown>;
}

/** A caller with its own cookies, like one browser. */
export interface TestClient {
  readonly cookies: Map<string, string>;
  /** Calls an endpoint and expects success; checks the response against the contract. */
  call<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<CallResult<E>>;
  /** Calls an endpoint and expects a problem with a code that the contract declares. */
  refused<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<Problem & { retryAfter: number }>;
  /** Calls an endpoint and accepts any response. */
  try<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<Answer<unknown>>;
  /** Sends a raw request. */
  raw(options: InjectOptions): Promise<Answer<unknown>>;
}

let nextAddress = 0;

/** With `TEST_IDEMPOTENT=1` every POST of every test is sent with an `Idempotency-Key`. */
const isIdempotencyTried = process.env.TEST_IDEMPOTENT === '1';

/**
 * A client of the app in its own network, so that limits per network affect one test only.
 * @param own headers of each request, e.g. `authorization`
 */
export function createClient(app: FastifyInstance, own: Readonly<Record<string, string>> = {}): TestClient {
  nextAddress += 1;
  const remoteAddress = `10.${(nextAddress >> 16) & 255}.${(nextAddress >> 8) & 255}.${nextAddress & 255}`;
  const cookies = new Map<string, string>();
  const raw = async (options: InjectOptions): Promise<Answer<unknown>> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const key = isIdempotencyTried && options.method === 'POST' ? { 'idempotency-key': randomUUID() } : {};
    const headers = defined({ cookie: cookie || undefined, ...own, ...key, ...options.headers });
    const response = await app.inject({ remoteAddress, ...options, headers });
    for (const { name, value } of response.cookies) {
      if (value) cookies.set(name, value);
      else cookies.delete(name);
    }
    const isJson = response.body !== '' && String(response.headers['content-type'] ?? '').includes('json');
    return {
      status: response.statusCode,
      body: isJson ? response.json() : response.body,
      bytes: response.rawPayload,
      headers: response.headers,
    };
  };
  const client: TestClient = {
    cookies,
    raw,
    try: (endpoint, input) => raw(requestOf(endpoint, input as AnyInput)),
    async call(endpoint, input) {
      const answer = await client.try(endpoint, input);
      const accepted = [endpoint.status, ...(endpoint.alsoStatus ? [endpoint.alsoStatus] : [])];
      expect(accepted, JSON.stringify(answer.body)).toContain(answer.status);
      if (endpoint.response) endpoint.response.parse(answer.body);
      return answer.body as CallResult<typeof endpoint>;
    },
    async refused(endpoint, input) {
      const answer = await client.try(endpoint, input);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      const problem = answer.body as Problem;
      expect(problem.status).toBe(answer.status);
      expect(errorsOf(endpoint)).toContain(problem.code);
      return { ...problem, retryAfter: Number(answer.headers['retry-after'] ?? 0) };
    },
  };
  return client;
}

function requestOf(endpoint: Endpoint, { params = {}, query = {}, body, form }: AnyInput): InjectOptions {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) search.append(name, String(one));
  }
  return defined({
    method: endpoint.method,
    url: `${basePath}${path}${search.size > 0 ? `?${search}` : ''}`,
    payload: (form === undefined ? body : formData(form)) as object | undefined,
  });
}

/** A form as browsers send it: fields in their order, including the file. */
function formData(fields: Record<string, unknown>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof Blob) form.append(name, value);
    else if (value !== undefined) form.append(name, String(value));
  }
  return form;
}

/** Opens the live stream over a real connection and collects the names of its events. */
export async function listen(address: string, person: TestClient) {
  const cookie = [...person.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const controller = new AbortController();
  const response = await fetch(`${address}/api/v1/events-stream`, {
    headers: { cookie },
    signal: controller.signal,
  });
  const names: string[] = [];
  let hasEnded = false;
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      names.push(...[...decoder.decode(chunk).matchAll(/^event: (.+)$/gm)].map(([, name]) => name ?? ''));
    }
    hasEnded = true;
  })().catch(() => undefined);
  const until = async (name: string) => {
    await expect.poll(() => names, { timeout: 40_000 }).toContain(name);
  };
  /** Waits less than the time after which a stream asks by itself. */
  const untilEnded = async () => {
    await expect.poll(() => hasEnded, { timeout: 10_000 }).toBe(true);
  };
  const stop = async () => {
    controller.abort();
    await reading;
  };
  return { response, names, until, untilEnded, stop };
}
