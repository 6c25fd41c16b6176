/**
 * Sends bodies that are made to cost much, as a stranger and as a signed-in admin:
 *
 *   node bench/attacks/bodies.ts
 *
 * Judges that `/healthz` keeps answering, and how many bytes a stranger gets for each byte sent.
 */
import { allEndpoints } from '@muster/contracts/api';
import { basePath } from '@muster/contracts/kit/endpoint';
import { signUp } from '../../apps/api/test/process/people.ts';
import { judge, startProduct } from '../harness.ts';
import { underAttack } from './harness.ts';

const times = 20;
const mostBytesForOne = 20;
const id = '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d';

const keys = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`key${at}`, at]));
const entries = <T>(count: number, entry: T) => Array.from({ length: count }, () => entry);

/** A request body and what it costs to answer. */
async function post(url: string, body: string, cookie?: string): Promise<{ sent: number; received: number }> {
  const headers = { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) };
  // The server may close the connection of a body that is too large before all of it is sent.
  const answer = fetch(url, { method: 'POST', headers, body }).then((response) => response.arrayBuffer());
  const received = await answer.then(
    ({ byteLength }) => byteLength,
    () => 0,
  );
  return { sent: body.length, received };
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

const product = await startProduct();
const owner = await signUp(product.url);
const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
const open = allEndpoints.filter(({ access, body }) => access === 'public' && body !== undefined);

const strangers = {
  '16 kB of unknown keys': JSON.stringify(keys(1_000)),
  '100 unknown keys': JSON.stringify(keys(100)),
  '0.8 MB of unknown keys': JSON.stringify(keys(60_000)),
  '1 MB of nested lists': '['.repeat(1_000_000),
};
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
