// `node bench/load.ts`, started by the harness in a separate process: reads the requests from stdin as JSON,
// repeats them, and prints the results.
import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import autocannon from 'autocannon';

/** The requests each connection sends in turn. */
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

/** The results: requests per second, and the 50th and 99th percentile of the duration in milliseconds. */
export interface Outcome {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Unsuccessful responses, and requests without a response. */
  readonly failures: number;
}

/** Replaces `<unique>` in a body with a different value each time. */
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
