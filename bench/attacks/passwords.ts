/**
 * Tries 600 wrong passwords at once from one network, then floods sign-in from many networks while a page is loaded:
 *
 *   node bench/attacks/passwords.ts
 */
import { randomUUID } from 'node:crypto';
import { auth } from '@muster/contracts/access/auth';
import { basePath } from '@muster/contracts/kit/endpoint';
import { signUp } from '../../apps/api/test/process/people.ts';
import { judge, say, startProduct } from '../harness.ts';
import { underAttack } from './harness.ts';

const tries = 600;
const mostTried = 100;

const product = await startProduct({ TRUST_PROXY: '127.0.0.1' });
const emails = Array.from({ length: 60 }, () => `owner.${randomUUID()}@example.org`);
await signUp(product.url, emails[0]);

async function signIn(index: number, network: string): Promise<number> {
  const response = await fetch(`${product.url}${basePath}${auth.signIn.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': network },
    body: JSON.stringify({ email: emails[index % emails.length], password: `wrong ${index}` }),
  });
  await response.arrayBuffer();
  return response.status;
}

const many = Array.from({ length: tries }, (_, index) => index);
const tried = await underAttack(product, `${tries} wrong passwords at once from one network`, () =>
  Promise.all(many.map((index) => signIn(index, '192.0.2.7'))),
);
const checked = tried.filter((status) => status === 401).length;
judge(`${checked} were checked, wanted at most ${mostTried}`, checked <= mostTried);

let longest = 0;
let isOver = false;
const visitor = async () => {
  while (!isOver) {
    const start = performance.now();
    await (await fetch(`${product.url}/`)).arrayBuffer();
    longest = Math.max(longest, performance.now() - start);
  }
};
const flooded = await underAttack(product, `${tries} sign-ins at once from as many networks`, async () => {
  const visiting = visitor();
  const statuses = await Promise.all(many.map((index) => signIn(index, `10.0.${index >> 8}.${index & 255}`)));
  isOver = true;
  await visiting;
  return statuses;
});
const answers = Object.entries(Object.groupBy(flooded, String)).map(
  ([status, all]) => `${all?.length} × ${status}`,
);
say(`       ${answers.join(', ')}; the page took at most ${longest.toFixed(0)} ms`);
await product.stop();
