/**
 * Measures the cost of a request with an API key: one user by id against the limit, and each part separately.
 *
 *   node bench/api-keys.ts
 */

import { me } from '@muster/contracts/access/me';
import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { basePath } from '@muster/contracts/kit/endpoint';
import { groups } from '@muster/contracts/people/groups';
import { users } from '@muster/contracts/people/users';
import { openDatabase } from '@muster/database/client';
import { findKey } from '../apps/api/src/platform/api-keys/find-key.ts';
import { openKeyUsage } from '../apps/api/src/platform/api-keys/usage.ts';
import { hashToken } from '../apps/api/src/platform/crypto/tokens.ts';
import { openDriver } from '../apps/api/src/platform/db/driver.ts';
import { createCallerCache } from '../apps/api/src/platform/http/access/caller-cache.ts';
import { createLogger } from '../apps/api/src/platform/logger.ts';
import { openKeyQuotas } from '../apps/api/src/platform/rate-limits/key-quotas.ts';
import { signUp } from '../apps/api/test/process/people.ts';
import { compare, type Product, say, startLimit, startProduct } from './harness.ts';

/** The target: the share of the limit's rate. */
const wanted = 0.5;
const endless = '100000000';
const people = 100;
const times = 20_000;

const product = await startProduct({ API_KEY_LIMIT_PER_MINUTE: endless, ACCOUNT_LIMIT_PER_MINUTE: endless });
const limit = await startLimit('http-limit.ts', product.databaseUrl);
const owner = await signUp(product.url);
const { account } = await owner.call(me.get, {});
const added = Array.from({ length: people }, (_, index) => ({ email: `person.${index}@example.org` }));
const { id: group } = await owner.call(groups.create, { body: { name: 'Sales' } });
const members = added.map((user) => ({ ...user, groupIds: [group] }));
const { results } = await owner.call(users.batch, { body: { users: members } });
const ids = results.flatMap(({ userId }) => userId ?? []);
const { id: keyId, key } = await owner.call(apiKeys.create, {
  body: { name: 'Bench', scopes: ['users:read'] },
});
const headers = { authorization: `Bearer ${key}` };
await compare({
  name: 'one user by id with an API key: limits, request log and last use on',
  product: { url: product.url, requests: ids.map((id) => ({ path: `${basePath}/users/${id}`, headers })) },
  limit: { url: limit.url, requests: ids.map((id) => ({ path: `/users/${account.id}/${id}` })) },
  atLeast: wanted,
});
await parts(product);
limit.stop();
await product.stop();

/** Measures each part of the request separately, one after the other. */
async function parts({ databaseUrl }: Product): Promise<void> {
  const { pool, lookups, close } = openDatabase({ url: databaseUrl, max: 15 });
  const query = openDriver(lookups).query({ reason: 'a benchmark' });
  const callers = createCallerCache();
  const hash = hashToken(key);
  const limits = { keyPerMinute: 1_000_000, keyBurst: 1, accountPerMinute: 1_000_000 };
  const quotas = openKeyQuotas(pool, limits);
  const usage = openKeyUsage(query, createLogger('silent'));
  const identity = { accountId: account.id, keyId };
  await measure('finding the key', () => callers.getOrLoad('bench', () => findKey(query, hash, new Date())));
  await measure('counting on its quotas', () => quotas.take(identity));
  const request = {
    ...identity,
    ...{ method: 'GET', route: '/api/v1/users/:id', status: 200, code: null, durationMs: 1.5 },
    ...{ isReplayed: false, ipAddress: '127.0.0.1', requestId: 'bench', time: new Date() },
  };
  // Usage is written in one batch per second; at a thousand requests a second, that is this many.
  let noted = 0;
  await measure('the request log and the last use', async () => {
    usage.note(request);
    noted += 1;
    if (noted % 1_000 === 0) await usage.flush();
  });
  await usage.close();
  await close();
}

async function measure(what: string, work: () => Promise<unknown>): Promise<void> {
  for (let warm = 0; warm < 1_000; warm += 1) await work();
  const start = performance.now();
  for (let time = 0; time < times; time += 1) await work();
  const microseconds = ((performance.now() - start) * 1000) / times;
  say(`       ${what}: ${microseconds.toFixed(1)} µs a request`);
}
