/**
 * Measures the users list, search and counts in accounts of 1,000 to 1,000,000 users beside a thousand small
 * ones, and adding one user:
 *
 *   node bench/users.ts               up to 100,000 users
 *   node bench/users.ts 1000000       up to as many
 */
import { auth } from '@muster/contracts/access/auth';
import { me } from '@muster/contracts/access/me';
import { basePath } from '@muster/contracts/kit/endpoint';
import pg from 'pg';
import { openFakeResend } from '../apps/api/test/fake-resend.ts';
import type { Browser } from '../apps/api/test/process/browser.ts';
import { signUp } from '../apps/api/test/process/people.ts';
import { type SeededAccount, seedSmallAccounts, seedUsers } from '../apps/api/test/seed-users.ts';
import { compare, judge, run, say, startLimit, startProduct } from './harness.ts';

/** The targets: shares of the limit's rate, growth of the median, milliseconds. */
const limits = { page: 0.7, groupAndStatus: 1.5, rare: 0.7, commonMs: 20, total: 0.7, add: 0.5, growth: 1.5 };
const most = Number(process.argv[2] ?? 100_000);
const sizes = [1_000, 10_000, 100_000, 1_000_000].filter((size) => size <= most);

interface Measured extends SeededAccount {
  readonly owner: Browser;
  /** Where the last tenth of the list begins: as the API's cursor, and as a name and an id. */
  readonly deep: { readonly cursor: string; readonly name: string; readonly id: string };
}

// E-mails wait at a provider that accepts two requests a second: only queueing them is measured.
const resend = await openFakeResend({ domains: [{ name: 'acme.example', status: 'verified' }] });
const product = await startProduct({
  RESEND_API_KEY: resend.apiKey,
  RESEND_BASE_URL: resend.url,
  MAIL_FROM: 'Acme <hello@acme.example>',
});
const client = new pg.Client(product.databaseUrl);
await client.connect();
await seedSmallAccounts(client, 1_000);
const accounts = new Map<number, Measured>();
for (const size of sizes) accounts.set(size, await prepare(size));
await client.query('VACUUM ANALYZE');
const limit = await startLimit('users-limit.ts', product.databaseUrl);

for (const [size, account] of accounts) await comparePages(size, account);
await compareSizes();
const middle = accounts.get(Math.min(100_000, most));
if (middle) await search(middle);
if (middle) await countAlong(middle);
const small = accounts.get(1_000);
if (small) await addOne(small);
limit.stop();
await client.end();
await product.stop();
await resend.close();

async function prepare(size: number): Promise<Measured> {
  const owner = await signUp(product.url, `owner.${size}@example.org`);
  const { account } = await owner.call(me.get, {});
  const seeded = await seedUsers(client, account.id, size);
  const cookie = await signedIn({ owner });
  let [cursor, passed, last] = ['', 0, { name: '', id: '' }];
  while (passed < size * 0.9) {
    const page = await ask(cookie, `limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`);
    cursor = page.nextCursor ?? '';
    passed += page.data.length;
    last = page.data.at(-1) ?? last;
  }
  return { ...seeded, owner, deep: { ...last, cursor } };
}

/** A fresh cookie that lasts for the next minutes: seeding a million users outlasts an access token. */
async function signedIn({ owner }: Pick<Measured, 'owner'>): Promise<string> {
  await owner.call(auth.refresh, {});
  return [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}

async function ask(cookie: string, query: string) {
  const answer = await fetch(`${product.url}${basePath}/users?${query}`, { headers: { cookie } });
  return (await answer.json()) as { data: { id: string; name: string }[]; nextCursor: string | null };
}

/** The pages to compare: the request to the product, and its limit. */
function pagesOf({ groupIds, deep, userCount }: Measured) {
  const group = groupIds[7] ?? '';
  return [
    { name: 'first page', query: '', page: 'first', values: [], atLeast: limits.page },
    { name: 'a group', query: `&groupId=${group}`, page: 'group', values: [group], atLeast: limits.page },
    { name: 'a status', query: '&status=invited', page: 'status', values: ['invited'], atLeast: limits.page },
    {
      ...{ name: 'a group and a status', query: `&groupId=${group}&status=invited` },
      ...{ page: 'both', values: [group, 'invited'] },
      // With a few thousand users, a join is as fast as an index.
      atLeast: userCount >= 100_000 ? limits.groupAndStatus : limits.page,
    },
    {
      ...{ name: 'the last tenth', query: `&cursor=${deep.cursor}` },
      ...{ page: 'deep', values: [deep.name, deep.id], atLeast: limits.page },
    },
  ];
}

function product50(cookie: string, query: string) {
  const path = `${basePath}/users?limit=50${query}`;
  return { url: product.url, requests: [{ path, headers: { cookie } }] };
}

function limit50(page: string, values: readonly string[]) {
  return { url: limit.url, requests: [{ path: `/${page}?values=${encodeURIComponent(values.join('|'))}` }] };
}

async function comparePages(size: number, account: Measured): Promise<void> {
  for (const { name, query, page, values, atLeast } of pagesOf(account)) {
    await compare({
      name: `${size.toLocaleString('en')} users, ${name}`,
      product: product50(await signedIn(account), query),
      limit: limit50(page, [account.accountId, ...values]),
      atLeast,
    });
  }
}

/** A page must cost the same for any number of users, starting at the smallest account that fills it. */
async function compareSizes(): Promise<void> {
  const largest = accounts.get(sizes.at(-1) ?? 0);
  if (!largest) return;
  for (const [index, { name, query }] of pagesOf(largest).entries()) {
    const smallest = await smallestWith(index);
    if (!smallest || smallest.account === largest) continue;
    const [cookie, other] = [await signedIn(smallest.account), await signedIn(largest)];
    const [small, large] = await medians(cookie, smallest.query, other, query);
    const growth = large / small;
    const result = `${small.toFixed(2)} → ${large.toFixed(2)} ms, ${growth.toFixed(2)} ×, wanted ${limits.growth} at most`;
    judge(`from ${smallest.size} to ${sizes.at(-1)} users, ${name}: ${result}`, growth <= limits.growth);
  }
}

async function smallestWith(index: number) {
  for (const [size, account] of accounts) {
    const { query } = pagesOf(account)[index] ?? { query: '' };
    const { data } = await ask(await signedIn(account), `limit=50${query}`);
    if (data.length === 50) return { size, account, query };
  }
  return undefined;
}

/** The medians of two alternating requests, in milliseconds. */
async function medians(cookie: string, query: string, otherCookie: string, otherQuery: string) {
  const times: [number[], number[]] = [[], []];
  const time = async (asked: () => Promise<unknown>) => {
    const start = performance.now();
    await asked();
    return performance.now() - start;
  };
  while (times[0].length < 400) {
    times[0].push(await time(() => ask(cookie, `limit=50${query}`)));
    times[1].push(await time(() => ask(otherCookie, `limit=50${otherQuery}`)));
  }
  const [one, other] = times.map((each) => each.sort((a, b) => a - b)[200] ?? 0);
  return [one ?? 0, other ?? 0] as const;
}

async function search({ accountId, owner, userCount }: Measured): Promise<void> {
  const cookie = await signedIn({ owner });
  const rare = String(userCount - 77);
  const headers = { 'content-type': 'application/json' };
  await fetch(`${limit.url}/people`, { method: 'POST', headers, body: JSON.stringify({ accountId }) });
  const { product: found } = await compare({
    name: 'a rare text, against the usual index',
    product: product50(cookie, `&q=${rare}`),
    limit: limit50('usualSearch', [accountId, rare]),
    atLeast: limits.rare,
  });
  const same = await run({ ...limit50('search', [accountId, rare]), connections: 10, seconds: 5 });
  say(
    `       ${(found.perSecond / same.perSecond).toFixed(2)} of the ${same.perSecond.toFixed(0)}/s of the limit on the same index`,
  );
  const common = await run({ ...product50(cookie, '&q=mann'), connections: 1, seconds: 5 });
  judge(`a common text: p50 ${common.p50} ms, wanted ${limits.commonMs}`, common.p50 <= limits.commonMs);
}

async function countAlong(account: Measured): Promise<void> {
  const cookie = await signedIn(account);
  for (const [name, query] of [
    ['everybody', ''],
    ['of a status', '&status=active'],
  ] as const) {
    await compare({
      name: `with the total, ${name}, against the page without`,
      product: product50(cookie, `${query}&include=total`),
      limit: product50(cookie, query),
      atLeast: limits.total,
    });
  }
}

async function addOne({ accountId, owner, groupIds }: Measured): Promise<void> {
  const headers = {
    cookie: await signedIn({ owner }),
    'content-type': 'application/json',
    'sec-fetch-site': 'same-origin',
  };
  const groups = [groupIds[0], groupIds[1]];
  const post = (path: string, body: object) =>
    ({ method: 'POST', path, headers, body: JSON.stringify(body) }) as const;
  await compare({
    name: 'adding one user with two groups and an invitation',
    product: {
      url: product.url,
      requests: [
        post(`${basePath}/users`, { email: '<unique>@example.org', groupIds: groups, sendInvitation: true }),
      ],
    },
    limit: {
      url: limit.url,
      requests: [post('/users', { accountId, email: 'new@example.org', groupIds: groups })],
    },
    atLeast: limits.add,
  });
}
