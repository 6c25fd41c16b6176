/**
 * Sends bodies that are made to cost much, as a stranger and as a signed-in admin:
 *
 *   node bench/attacks/bodies.ts
 *
 * Judges that `/healthz` keeps answering, how many bytes a stranger gets for each byte sent, and how long one request of
 * a stranger stops the event loop: for each endpoint that anybody may call, the worst of many bodies.
 */
import { request } from 'node:http';
import { allEndpoints } from '@muster/contracts/api';
import { basePath, type Endpoint } from '@muster/contracts/kit/endpoint';
import { signUp } from '../../apps/api/test/process/people.ts';
import { judge, startProduct } from '../harness.ts';
import { underAttack } from './harness.ts';

const times = 20;
const mostBytesForOne = 20;
const longestStopMs = 50;
/** What `/metrics` shows for an event loop that never stops. */
const lagResolutionMs = 10;
const id = '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d';

const keys = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`key${at}`, at]));
const entries = <T>(count: number, entry: T) => Array.from({ length: count }, () => entry);

const strangers = {
  '16 kB of unknown keys': JSON.stringify(keys(1_000)),
  '100 unknown keys': JSON.stringify(keys(100)),
  '0.8 MB of unknown keys': JSON.stringify(keys(60_000)),
  '1 MB of nested lists': '['.repeat(1_000_000),
};

/** The bytes of a request and of its answer, as they are on the wire. */
interface Exchanged {
  readonly sent: number;
  readonly received: number;
}

/** Sends a body over a connection of its own. The server may close it before all of a body that is too large is sent. */
function post(url: string, body: string, cookie?: string, method = 'POST'): Promise<Exchanged> {
  const headers = { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) };
  return new Promise((resolve) => {
    const sending = request(url, { method, headers, agent: false }, (answer) => answer.resume());
    sending.on('error', () => undefined);
    sending.on('close', () => {
      const { bytesWritten = 0, bytesRead = 0 } = sending.socket ?? {};
      resolve({ sent: bytesWritten, received: bytesRead });
    });
    sending.end(body);
  });
}

/** Four connections that send one request after the other. */
async function flood(url: string, body: string, cookie?: string) {
  const one = async () => {
    const answers = [];
    for (let at = 0; at < times; at += 1) answers.push(await post(url, body, cookie));
    return answers;
  };
  const answers = (await Promise.all([one(), one(), one(), one()])).flat();
  const total = (key: 'sent' | 'received') => answers.reduce((sum, answer) => sum + answer[key], 0);
  return { sent: total('sent'), received: total('received') };
}

/** Bodies of nearly 16 kB, as an endpoint's contract suggests them: each field too long, and each a long list. */
function bodiesFor({ body }: Endpoint): string[] {
  const fields = body && 'shape' in body ? Object.keys(body.shape as object) : [];
  const filled = (value: (length: number) => unknown) =>
    JSON.stringify(Object.fromEntries(fields.map((field) => [field, value(14_000 / fields.length)])));
  return [
    ...Object.values(strangers).filter(({ length }) => length < 16_384),
    filled((length) => 'x'.repeat(length)),
    filled((length) => `${'a.'.repeat(length / 2 - 12)}@a.example`),
    filled((length) => entries(length / 3, {})),
    `{"email":"${'\\u0000'.repeat(2_600)}"}`,
  ];
}

/** How long the event loop stood still since the last call, in milliseconds. */
async function stopOfEventLoop(): Promise<number> {
  const text = await (await fetch(`${product.url}/metrics`)).text();
  const [, longest] = /^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(text) ?? [];
  return Math.max(0, Number(longest) * 1_000 - lagResolutionMs);
}

/** The longest stop that one request causes: of five tries the shortest, because others use the machine, too. */
async function stopBy(send: () => Promise<unknown>): Promise<number> {
  let least = Infinity;
  for (let tries = 0; tries < 5; tries += 1) {
    await stopOfEventLoop();
    await send();
    least = Math.min(least, await stopOfEventLoop());
  }
  return least;
}

const product = await startProduct();
const owner = await signUp(product.url);
const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
const open = allEndpoints.filter(({ access, method }) => access === 'public' && method !== 'GET');

for (const [name, body] of Object.entries(strangers)) {
  const { sent, received } = await underAttack(product, `a stranger sends ${name} everywhere`, async () => {
    const floods = [];
    for (const { path } of open) floods.push(await flood(`${product.url}${basePath}${path}`, body));
    return {
      sent: floods.reduce((sum, { sent }) => sum + sent, 0),
      received: floods.reduce((sum, { received }) => sum + received, 0),
    };
  });
  const ratio = received / sent;
  judge(`${ratio.toFixed(2)} bytes for one, wanted ${mostBytesForOne}`, ratio <= mostBytesForOne);
}

for (const endpoint of open) {
  const url = `${product.url}${basePath}${endpoint.path.replace(/:\w+/g, id)}`;
  let worst = 0;
  let ratio = 0;
  for (const body of bodiesFor(endpoint)) {
    worst = Math.max(worst, await stopBy(() => post(url, body, undefined, endpoint.method)));
    const { sent, received } = await post(url, body, undefined, endpoint.method);
    ratio = Math.max(ratio, received / sent);
  }
  const name = `a stranger calls ${endpoint.id}`;
  judge(`${name}: ${worst.toFixed(1)} ms of event loop, wanted ${longestStopMs}`, worst <= longestStopMs);
  judge(`${name}: ${ratio.toFixed(2)} bytes for one, wanted ${mostBytesForOne}`, ratio <= mostBytesForOne);
}

const batch = `${product.url}${basePath}/users/batch`;
const admins = {
  'a batch of 1,000 with 90 unknown fields each': {
    users: entries(1_000, { email: 'ada@example.org', ...keys(90) }),
  },
  'a batch with 95,000 unknown groups': {
    users: entries(1_000, { email: 'ada@example.org', groupIds: entries(95, id) }),
  },
};
for (const [name, body] of Object.entries(admins)) {
  const { sent, received } = await underAttack(product, `an admin sends ${name}`, async () => {
    const text = JSON.stringify(body);
    return flood(batch, text, cookie);
  });
  judge(`${(received / sent).toFixed(2)} bytes for one, wanted 1`, received <= sent);
}
await underAttack(product, 'an admin names 10,000 invalid ids', () =>
  flood(
    `${product.url}${basePath}/users/bulk`,
    JSON.stringify({ action: 'deactivate', ids: entries(10_000, 'x') }),
    cookie,
  ),
);
await product.stop();
