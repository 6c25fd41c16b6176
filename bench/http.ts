/**
 * Measures the cost of a request, and the memory of an idle process:
 *
 *   node bench/http.ts             both of the below
 *   node bench/http.ts requests    one user by id, me, signing in, and the memory during that
 *   node bench/http.ts memory      resident memory a minute after the start, and after some requests
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { auth } from '@muster/contracts/access/auth';
import { me } from '@muster/contracts/access/me';
import { basePath } from '@muster/contracts/kit/endpoint';
import { groups } from '@muster/contracts/people/groups';
import { users } from '@muster/contracts/people/users';
import type { openBrowser } from '../apps/api/test/process/browser.ts';
import { password, signUp } from '../apps/api/test/process/people.ts';
import { compare, judge, type Product, startLimit, startProduct } from './harness.ts';

/** The targets: shares of the limit's rate, and megabytes. */
const limits = { oneUser: 0.5, me: 0.5, signIn: 0.9, idleMemory: 130, busyMemory: 300 };
const people = 200;
const idleMs = 60_000;

async function idle(): Promise<void> {
  const product = await startProduct({ DEMO: 'on' });
  const judgeMemory = async (when: string) => {
    await sleep(idleMs);
    const memory = Math.round(product.memory());
    judge(`idle memory ${when}: ${memory} MB, wanted ${limits.idleMemory}`, memory <= limits.idleMemory);
  };
  await judgeMemory('a minute after the start');
  const owner = await signUp(product.url);
  for (let times = 0; times < 50; times += 1) {
    await owner.call(me.get, {});
    await owner.call(users.list, {});
    await owner.call(groups.list, {});
  }
  await judgeMemory('a minute after some requests');
  await product.stop();
}

async function requests(): Promise<void> {
  const product = await startProduct();
  const limit = await startLimit('http-limit.ts', product.databaseUrl);
  const owner = await signUp(product.url);
  const { account, user } = await owner.call(me.get, {});
  const ids = await addPeople(owner);
  const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const get = (path: string) => ({ path, headers: { cookie } });

  const one = ids.map((id) => ({ path: `/users/${account.id}/${id}` }));
  await compare({
    name: 'one user by id',
    product: { url: product.url, requests: ids.map((id) => get(`${basePath}/users/${id}`)) },
    limit: { url: limit.url, requests: one },
    atLeast: limits.oneUser,
  });
  await compare({
    name: 'me',
    product: { url: product.url, requests: [get(`${basePath}/me`)] },
    limit: { url: limit.url, requests: [{ path: `/me/${account.id}/${user.id}` }] },
    atLeast: limits.me,
  });
  await signIns(product, limit.url);
  const memory = Math.round(product.memory());
  judge(`memory under load: ${memory} MB, wanted ${limits.busyMemory}`, memory <= limits.busyMemory);
  limit.stop();
  await product.stop();
}

/** Adds people, each in two groups. @returns their ids */
async function addPeople(owner: ReturnType<typeof openBrowser>): Promise<string[]> {
  const groupIds: string[] = [];
  for (const name of ['Sales', 'Support', 'Research'])
    groupIds.push((await owner.call(groups.create, { body: { name } })).id);
  const ids: string[] = [];
  for (let index = 0; index < people; index += 1) {
    const email = `person.${index}@example.org`;
    const body = { email, groupIds: [groupIds[index % 3] ?? '', groupIds[(index + 1) % 3] ?? ''] };
    ids.push((await owner.call(users.create, { body })).id);
  }
  return ids;
}

async function signIns(product: Product, limitUrl: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const emails = Array.from({ length: 20 }, (_, index) => `owner.${index}@example.org`);
  for (const email of emails) await signUp(product.url, email);
  const [identity] = await product.query<{ hash: string }>(
    'SELECT password_hash AS hash FROM identities WHERE email = $1',
    [emails[0]],
  );
  const post = (path: string, body: object) =>
    ({ method: 'POST', path, headers, body: JSON.stringify(body) }) as const;
  await compare({
    name: 'signing in, against the hash alone',
    product: {
      url: product.url,
      requests: emails.map((email) => post(`${basePath}${auth.signIn.path}`, { email, password })),
    },
    limit: { url: limitUrl, requests: [post('/verify', { hash: identity?.hash, password })] },
    atLeast: limits.signIn,
    seconds: 5,
  });
}

const only = process.argv[2];
if (only !== 'memory') await requests();
if (only !== 'requests') await idle();
