// `node bench/load.ts`, started by the harness as a process of its own: reads what to ask from stdin as JSON, asks it
// over and over, and prints how it went.
import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import autocannon from 'autocannon';

/** What is asked, in turn, over each connection. */
export interface Load {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  readonly requests: readonly LoadRequest[];
}

export interface LoadRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** How it went: requests a second, and milliseconds that half and all but one in a hundred took at most. */
export interface Outcome {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Answers that were no success, and requests without an answer. */
  readonly failures: number;
}

/** `<unique>` in a body becomes something else each time. */
function makeUnique(request: autocannon.Request): autocannon.Request {
  const { body } = request;
  return typeof body === 'string' ? { ...request, body: body.replaceAll('<unique>', randomUUID()) } : request;
}

const load: Load = JSON.parse(await text(process.stdin));
const result = await autocannon({
  url: load.url,
  connections: load.connections,
  duration: load.seconds,
  requests: load.requests.map((request) => ({ ...request, setupRequest: makeUnique })),
});
const outcome: Outcome = {
  perSecond: result.requests.total / result.duration,
  p50: result.latency.p50,
  p99: result.latency.p99,
  failures: result.non2xx + result.errors + result.timeouts,
};
process.stdout.write(JSON.stringify(outcome));
