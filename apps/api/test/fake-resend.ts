import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { domainAnswer, type FakeDomain, type FakeMail, problemOf } from './fake-resend-rules.ts';
import { openWebhookSender } from './fake-resend-webhooks.ts';
import { seeded } from './seeded.ts';

/** The behaviour of the fake Resend beyond its documented rules. */
export interface FakeResendOptions {
  /** How many requests it accepts in any second. */
  readonly perSecond?: number;
  /**
   * The share of requests that fail, before or after their e-mails were sent, and the seed of the random
   * numbers.
   */
  readonly faults?: { readonly chance: number; readonly seed: number };
  /** How long a request without a response hangs. */
  readonly hangMs?: number;
  /** Where to report deliveries. */
  readonly webhook?: { readonly url: () => string; readonly secret: string; readonly seed: number };
  readonly domains?: readonly FakeDomain[];
  /** Checks each request first and may refuse it. */
  readonly refuse?: (call: Call) => { status: number; name: string; headers?: Record<string, string> } | null;
  /** Loses responses: the request is carried out, and then the connection ends or hangs. */
  readonly loseAnswer?: (call: Call) => boolean | 'hang';
}

/** A received request. */
export interface Call {
  readonly number: number;
  readonly at: number;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly mails: readonly FakeMail[];
}

export interface FakeResend {
  readonly url: string;
  readonly apiKey: string;
  readonly calls: readonly Call[];
  /** The e-mails that were really sent, in order. */
  readonly sent: readonly (FakeMail & { readonly id: string })[];
  /** How many requests were refused by the rate limit. */
  readonly tooFast: () => number;
  /** How many requests failed by chance. */
  readonly faulty: () => number;
  /** Resolves when every report has been accepted. */
  readonly reported: () => Promise<void>;
  close(): Promise<void>;
}

type Fault = 'error' | 'hang' | 'reset';
interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}
interface Stored {
  readonly digest: string;
  readonly at: number;
  answer: Answer | null;
}

const dayMs = 24 * 3600 * 1000;
const kinds: readonly Fault[] = ['error', 'hang', 'reset'];

/** Starts a fake of Resend's API that enforces its documented rules. */
export async function openFakeResend(options: FakeResendOptions = {}): Promise<FakeResend> {
  const { perSecond = 1000, faults, hangMs = 2_000, domains = [] } = options;
  const apiKey = 're_test';
  const random = seeded(faults?.seed ?? 0);
  const calls: Call[] = [];
  const sent: (FakeMail & { id: string })[] = [];
  const keys = new Map<string, Stored>();
  const counts = { tooFast: 0, faulty: 0 };
  const webhooks = options.webhook && openWebhookSender(options.webhook);
  let taken: number[] = [];

  const fault = (): { kind: Fault; isAfter: boolean } | null => {
    if (!faults || random() >= faults.chance) return null;
    counts.faulty += 1;
    return { kind: kinds[Math.floor(random() * kinds.length)] ?? 'error', isAfter: random() < 0.5 };
  };
  const isTooFast = (now: number): boolean => {
    taken = taken.filter((at) => now - at < 1000);
    if (taken.length >= perSecond) return true;
    taken.push(now);
    return false;
  };
  const send = (mails: readonly FakeMail[]): { id: string }[] =>
    mails.map((mail) => {
      const one = { ...mail, id: randomUUID() };
      sent.push(one);
      webhooks?.report(one);
      return { id: one.id };
    });
  const perform = ({ path, headers, mails }: Call): Answer => {
    if (path === '/emails') {
      const problem = problemOf(mails[0], { isBatch: false });
      return problem ? refusal(422, 'validation_error', problem) : { status: 200, body: send(mails)[0] };
    }
    if (mails.length > 100) return refusal(422, 'validation_error', 'at most 100 mails');
    const problems = mails.flatMap((mail, index) => {
      const message = problemOf(mail, { isBatch: true });
      return message ? [{ index, message }] : [];
    });
    const [first] = problems;
    const isPermissive = headers['x-batch-validation'] === 'permissive';
    if (first && !isPermissive) return refusal(422, 'validation_error', first.message);
    const bad = new Set(problems.map(({ index }) => index));
    const data = send(mails.filter((_, index) => !bad.has(index)));
    return { status: 200, body: isPermissive ? { data, errors: problems } : { data } };
  };
  /** Same key and payload: the stored response. The key is stored before anything is sent, and for a day. */
  const once = async (call: Call): Promise<Answer> => {
    const key = call.headers['idempotency-key'];
    if (key === undefined) return perform(call);
    if (typeof key !== 'string' || key.length < 1 || key.length > 256)
      return refusal(400, 'invalid_idempotency_key', 'between 1 and 256 characters');
    const digest = createHash('sha256').update(`${call.path}\n${call.text}`).digest('hex');
    const known = keys.get(key);
    if (known && call.at - known.at < dayMs) {
      if (known.digest !== digest) return refusal(409, 'invalid_idempotent_request', 'another payload');
      return known.answer ?? refusal(409, 'concurrent_idempotent_requests', 'still running');
    }
    const stored: Stored = { digest, at: call.at, answer: null };
    keys.set(key, stored);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const answer = perform(call);
    if (answer.status === 200) stored.answer = answer;
    else keys.delete(key);
    return answer;
  };

  const answerTo = async (call: Call, request: IncomingMessage, response: ServerResponse) => {
    const write = ({ status, body, headers = {} }: Answer) => {
      const type = { 'content-type': 'application/json' };
      if (!response.destroyed) response.writeHead(status, { ...type, ...headers }).end(JSON.stringify(body));
    };
    const goWrong = (kind: Fault) => {
      if (kind === 'reset') request.socket.destroy();
      else if (kind === 'hang') setTimeout(() => request.socket.destroy(), hangMs).unref();
      else write(refusal(500, 'internal_server_error', 'something went wrong'));
    };
    const { 'user-agent': agent, authorization } = call.headers;
    if (!agent) return write(refusal(403, 'application_error', 'error code: 1010'));
    if (!authorization) return write(refusal(401, 'missing_api_key', 'Missing API key'));
    if (authorization !== `Bearer ${apiKey}`)
      return write(refusal(403, 'invalid_api_key', 'API key is invalid'));
    if (isTooFast(call.at)) {
      counts.tooFast += 1;
      const limits = {
        'ratelimit-limit': String(perSecond),
        'ratelimit-remaining': '0',
        'ratelimit-reset': '1',
      };
      const headers = { ...limits, 'retry-after': '1' };
      return write({ ...refusal(429, 'rate_limit_exceeded', 'Too many requests'), headers });
    }
    const planned = options.refuse?.(call);
    if (planned) {
      const { status, name, headers = {} } = planned;
      return write({ ...refusal(status, name, `${name} as planned`), headers });
    }
    if (request.method === 'GET') return write(domainAnswer(call.path, domains));
    const chance = fault();
    if (chance && !chance.isAfter) return goWrong(chance.kind);
    const answer = await once(call);
    const loss = options.loseAnswer?.(call);
    if (loss) return goWrong(loss === 'hang' ? 'hang' : 'reset');
    if (chance) return goWrong(chance.kind);
    return write(answer);
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const parsed = text === '' ? [] : (JSON.parse(text) as FakeMail | FakeMail[]);
      const { url: path = '', headers } = request;
      const mails = Array.isArray(parsed) ? parsed : [parsed];
      const call = { number: calls.length + 1, at: performance.now(), path, headers, text, mails };
      calls.push(call);
      void answerTo(call, request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    apiKey,
    calls,
    sent,
    tooFast: () => counts.tooFast,
    faulty: () => counts.faulty,
    reported: async () => webhooks?.finished(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await webhooks?.close();
    },
  };
}

function refusal(status: number, name: string, message: string): Answer {
  return { status, body: { statusCode: status, name, message } };
}
