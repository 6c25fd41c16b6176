/**
 * Measures bulk work: adding users by batch, importing and exporting files, with invitations waiting at a mail provider:
 *
 *   node bench/bulk.ts            all of the below
 *   node bench/bulk.ts batch      10,000 users by POST /users/batch
 *   node bench/bulk.ts import     1,000 and 100,000 users from a file; memory, and other requests meanwhile
 *   node bench/bulk.ts export     100,000 users into a file
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { me } from '@muster/contracts/access/me';
import { basePath } from '@muster/contracts/kit/endpoint';
import { groups } from '@muster/contracts/people/groups';
import { users } from '@muster/contracts/people/users';
import pg from 'pg';
import { openFakeResend } from '../apps/api/test/fake-resend.ts';
import { signUp } from '../apps/api/test/process/people.ts';
import { seedUsers } from '../apps/api/test/seed-users.ts';
import { judge, type Product, say, startLimit, startProduct } from './harness.ts';

/**
 * The targets: users and rows per second, the share of the limit (15,467 rows per second), megabytes,
 * milliseconds.
 */
const limits = {
  usersPerSecond: 5_000,
  batchShare: 0.32,
  importMb: 50,
  healthMs: 50,
  rowsPerSecond: 30_000,
  exportMb: 60,
};

type Owner = Awaited<ReturnType<typeof signUp>>;

async function withProduct(work: (product: Product, owner: Owner) => Promise<void>): Promise<void> {
  const resend = await openFakeResend({ domains: [{ name: 'acme.example', status: 'verified' }] });
  const product = await startProduct({
    RESEND_API_KEY: resend.apiKey,
    RESEND_BASE_URL: resend.url,
    MAIL_FROM: 'Acme <hello@acme.example>',
  });
  await work(product, await signUp(product.url));
  await product.stop();
  await resend.close();
}

async function batch(): Promise<void> {
  await withProduct(async (product, owner) => {
    const limit = await startLimit('users-limit.ts', product.databaseUrl);
    const { account } = await owner.call(me.get, {});
    const groupIds = await makeGroups(owner);
    const thousand = (name: string) =>
      Array.from({ length: 1_000 }, (_one, index) => ({
        ...{ email: `${name}.${index}@example.org`, firstName: `Ada ${index}`, lastName: 'Love' },
        ...{ groupIds: pick(groupIds, index), sendInvitation: true },
      }));
    const sides = {
      limit: (name: string) =>
        post(`${limit.url}/batch`, { accountId: account.id, users: thousand(`limit.${name}`) }),
      product: (name: string) => owner.call(users.batch, { body: { users: thousand(name) } }),
    };
    const rates = { limit: [] as number[], product: [] as number[] };
    // The first round is a warm-up. The others alternate, because the machine's speed varies.
    for (let round = 0; round <= 3; round += 1) {
      for (const side of ['limit', 'product'] as const) {
        const started = performance.now();
        for (let part = 0; part < 10; part += 1) await sides[side](`round${round}.part${part}`);
        if (round > 0) rates[side].push(10_000 / secondsSince(started));
      }
    }
    const [mine, bare] = [median(rates.product), median(rates.limit)];
    judgeRate('users by batch', mine, limits.usersPerSecond);
    const result = `${(mine / bare).toFixed(2)} of the limit's ${Math.round(bare)}/s, wanted ${limits.batchShare}`;
    judge(`users by batch: ${result}`, mine / bare >= limits.batchShare);
    limit.stop();
  });
}

async function post(url: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

async function importing(): Promise<void> {
  await withProduct(async (product, owner) => {
    await makeGroups(owner);
    await importOne(product, owner, 1_000);
    const few = await importOne(product, owner, 1_000);
    const many = await importOne(product, owner, 100_000);
    const grown = Math.round(many.memory - few.memory);
    judge(
      `memory from 1,000 to 100,000 rows: ${grown} MB more, wanted ${limits.importMb}`,
      grown <= limits.importMb,
    );
    judgeRate('users by import', many.perSecond, limits.usersPerSecond);
    const health = `p99 ${many.health.toFixed(1)} ms, wanted ${limits.healthMs}`;
    judge(`/healthz during the import: ${health}`, many.health <= limits.healthMs);
  });
}

async function importOne(product: Product, owner: Owner, count: number) {
  const lines = ['email,first name,last name,groups'];
  for (let index = 0; index < count; index += 1) {
    lines.push(
      `i.${count}.${Date.now()}.${index}@example.org,Ada ${index},Love,Group ${index % 50};Group ${(index + 1) % 50}`,
    );
  }
  const watch = watchProduct(product);
  const headers = { cookie: cookieOf(owner), 'sec-fetch-site': 'same-origin' };
  const form = new FormData();
  form.set('mode', 'add');
  form.set('file', new File([lines.join('\n')], 'staff.csv'));
  const send = async (path: string, body?: FormData | string) => {
    const type = typeof body === 'string' ? { 'content-type': 'application/json' } : {};
    const init = body === undefined ? {} : { method: 'POST', body };
    const answer = await fetch(`${product.url}${basePath}${path}`, {
      ...init,
      headers: { ...headers, ...type },
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { id: string; status: string; counts: { create: number; error: number } };
  };
  const uploaded = performance.now();
  const { id, counts } = await send('/user-imports', form);
  const previewSeconds = secondsSince(uploaded);
  const started = performance.now();
  let state = await send(`/user-imports/${id}/commit`, JSON.stringify({ sendInvitations: true }));
  while (state.status !== 'done') {
    await sleep(50);
    state = await send(`/user-imports/${id}`);
  }
  const perSecond = count / secondsSince(started);
  const { memory, health } = await watch.end();
  if (counts.create !== count || state.counts.error > 0) throw new Error(JSON.stringify(state.counts));
  say(
    `       ${count} rows: previewed at ${Math.round(count / previewSeconds)}/s, done at ${Math.round(perSecond)}/s,`,
  );
  say(`       at most ${Math.round(memory)} MB, /healthz p99 ${health.toFixed(1)} ms`);
  return { perSecond, memory, health };
}

/** Polls the health endpoint fifty times a second, and records the peak memory. */
function watchProduct({ url, memory }: Product) {
  const times: number[] = [];
  let most = 0;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const start = performance.now();
      await (await fetch(`${url}/healthz`)).text();
      times.push(performance.now() - start);
      most = Math.max(most, memory());
      await sleep(20);
    }
  })();
  return {
    async end() {
      isOver = true;
      await watching;
      times.sort((one, other) => one - other);
      return { memory: most, health: times[Math.floor(times.length * 0.99)] ?? 0 };
    },
  };
}

async function exporting(): Promise<void> {
  await withProduct(async (product, owner) => {
    const { account } = await owner.call(me.get, {});
    const client = new pg.Client(product.databaseUrl);
    await client.connect();
    await seedUsers(client, account.id, 100_000);
    await client.query('VACUUM ANALYZE');
    await client.end();
    const download = async (query: string) => {
      const answer = await fetch(`${product.url}${basePath}/users/export.csv${query}`, {
        headers: { cookie: cookieOf(owner) },
      });
      let lines = 0;
      for await (const part of answer.body ?? [])
        lines += Buffer.from(part).toString().split('\n').length - 1;
      return lines - 1;
    };
    await download('?q=1234');
    const before = product.memory();
    const watch = watchProduct(product);
    const started = performance.now();
    const rows = await download('');
    const perSecond = rows / secondsSince(started);
    const { memory, health } = await watch.end();
    const grown = Math.round(memory - before);
    judgeRate(`rows of ${rows} by export`, perSecond, limits.rowsPerSecond);
    judge(`memory during the export: ${grown} MB more, wanted ${limits.exportMb}`, grown <= limits.exportMb);
    say(`       /healthz p99 ${health.toFixed(1)} ms meanwhile`);
  });
}

async function makeGroups(owner: Owner): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < 50; index += 1)
    ids.push((await owner.call(groups.create, { body: { name: `Group ${index}` } })).id);
  return ids;
}

const pick = (ids: readonly string[], index: number) => [ids[index % 50] ?? '', ids[(index + 1) % 50] ?? ''];
const secondsSince = (start: number) => (performance.now() - start) / 1000;
const cookieOf = ({ cookies }: Owner) => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');

function judgeRate(what: string, perSecond: number, wanted: number): void {
  judge(`${what}: ${Math.round(perSecond)}/s, wanted ${wanted}`, perSecond >= wanted);
}

const only = process.argv[2];
if (only === undefined || only === 'batch') await batch();
if (only === undefined || only === 'import') await importing();
if (only === undefined || only === 'export') await exporting();
