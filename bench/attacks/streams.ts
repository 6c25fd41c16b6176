/**
 * Opens 2,000 live streams with one sign-in, reads none of those that are open, and changes data meanwhile:
 *
 *   node bench/attacks/streams.ts
 */
import http from 'node:http';
import { basePath } from '@muster/contracts/kit/endpoint';
import { groups } from '@muster/contracts/people/groups';
import { signUp } from '../../apps/api/test/process/people.ts';
import { judge, startProduct } from '../harness.ts';
import { underAttack } from './harness.ts';

const wanted = 2_000;
const mostOpen = 10;

const product = await startProduct();
const owner = await signUp(product.url);
const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');

function open(): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.get(
      `${product.url}${basePath}/events-stream`,
      { headers: { cookie } },
      (response) => {
        response.pause();
        response.on('error', () => undefined);
        resolve(response.statusCode ?? 0);
      },
    );
    request.once('error', reject);
  });
}

const statuses = await underAttack(product, `${wanted} streams of one sign-in`, async () => {
  const answers: number[] = [];
  for (let round = 0; round < wanted / 100; round += 1)
    answers.push(...(await Promise.all(Array.from({ length: 100 }, open))));
  for (let index = 0; index < 200; index += 1)
    await owner.call(groups.create, { body: { name: `Group ${index}` } });
  return answers;
});
const count = (status: number) => statuses.filter((other) => other === status).length;
judge(`${count(200)} are open, wanted ${mostOpen}; ${count(429)} answered 429`, count(200) === mostOpen);
judge('every other stream was refused with 429', count(200) + count(429) === wanted);
await product.stop();
