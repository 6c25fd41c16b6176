import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { users } from '@muster/contracts/people/users';
import { expect, test } from 'vitest';
import { useApi } from '../../../test/harness.ts';
import { mintKey } from '../api-keys/secret.ts';
import { openQuota } from './quota.ts';

const environment = {
  RATE_LIMIT_PER_MINUTE: '60',
  API_KEY_LIMIT_PER_MINUTE: '10',
  API_KEY_BURST: '5',
  ACCOUNT_LIMIT_PER_MINUTE: '40',
};
const api = useApi({ environment });

/** A separate network for each of them. */
const networkOfOne = (url: string, key: string) => `192.0.2.${(url.length + key.length) % 250}`;

async function answersOf(count: number, ask: () => Promise<{ status: number }>) {
  const answers = await Promise.all(Array.from({ length: count }, ask));
  return answers.map(({ status }) => status);
}

test('a key has a limit per minute and a burst, both shown in the headers', async () => {
  const owner = await api.given.anOwner();
  const key = await api.given.aKey(owner, { scopes: ['users:read'] });
  const first = await key.try(users.list, {});
  expect(first.headers).toMatchObject({
    'ratelimit-policy': '"key";q=10;w=60, "account";q=40;w=60',
    ratelimit: expect.stringMatching(/^"key";r=9;t=(60|59), "account";r=39;t=(60|59)$/),
    'ratelimit-limit': '10',
    'ratelimit-remaining': '9',
  });
  const statuses = await answersOf(20, () => key.try(users.list, {}));
  expect(statuses.filter((status) => status === 200)).toHaveLength(14);
  const refused = await key.refused(users.list, {});
  expect(refused.code).toBe('rate_limited');
  expect(refused.retryAfter).toBeGreaterThan(0);
  expect(refused.retryAfter).toBeLessThanOrEqual(60);
  const { data } = await owner.call(apiKeys.limits, { params: { id: key.id } });
  expect(data.map(({ name, limit, remaining }) => [name, limit, remaining])).toEqual([
    ['key', 10, 0],
    ['key-burst', 5, 0],
    ['account', 40, expect.any(Number)],
  ]);
});

test('requests at the same time each get their own number of what is left, also in a burst', async () => {
  const owner = await api.given.anOwner();
  const key = await api.given.aKey(owner, { scopes: ['users:read'] });
  const answers = await Promise.all(Array.from({ length: 18 }, () => key.try(users.list, {})));
  const shown = answers.map(({ status, headers }) => ({
    status,
    quota: String(headers.ratelimit).split(';')[0],
    left: Number(/r=(\d+)/.exec(String(headers.ratelimit))?.[1]),
  }));
  const of = (quota: string, status: number) =>
    shown.flatMap((one) => (one.quota === `"${quota}"` && one.status === status ? [one.left] : []));
  expect(of('key', 200).sort((one, other) => other - one)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  expect(of('key-burst', 200).sort((one, other) => other - one)).toEqual([4, 3, 2, 1, 0]);
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(3);
  for (const { headers } of refused) {
    expect(headers['ratelimit-remaining']).toBe('0');
    expect(headers['ratelimit-reset']).toBe(headers['retry-after']);
    expect(headers['ratelimit-policy']).toContain('"key-burst";q=5;w=600');
  }
});

test('all keys of an account share its limit, and signed-in users do not count', async () => {
  const owner = await api.given.anOwner();
  const keys = await Promise.all(
    Array.from({ length: 4 }, () => api.given.aKey(owner, { scopes: ['users:read'] })),
  );
  const statuses = (
    await Promise.all(keys.map((key) => answersOf(15, () => key.try(users.list, {}))))
  ).flat();
  expect(statuses.filter((status) => status === 200)).toHaveLength(40);
  await owner.call(users.list, {});
  const stranger = await api.given.aKey(await api.given.anOwner());
  await stranger.call(users.list, {});
});

test.each(['/api/v1/users', '/api/v1/service-info'])(
  'an invalid key does not bypass the limit at %s',
  async (url) => {
    for (const wrong of ['nonsense', mintKey().key]) {
      const statuses = await answersOf(80, () =>
        api.withKey(wrong).raw({ url, remoteAddress: networkOfOne(url, wrong) }),
      );
      expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(20);
    }
  },
);

test('processes share a quota and never exceed it', async () => {
  const policy = { name: 'key' as const, limit: 200, windowSeconds: 60 };
  const quotas = Array.from({ length: 3 }, () => openQuota(api.deps.pool, policy));
  const id = crypto.randomUUID();
  const taken = await Promise.all(
    quotas.flatMap((quota) => Array.from({ length: 150 }, () => quota.take(id))),
  );
  expect(taken.filter(({ isGranted }) => isGranted)).toHaveLength(200);
  expect(await quotas[0]?.read(id)).toMatchObject({ remaining: 0 });
});

test('a quota refills after its window', async () => {
  const quota = openQuota(api.deps.pool, { name: 'key', limit: 2, windowSeconds: 1 });
  const id = crypto.randomUUID();
  const take = async () => (await quota.take(id)).isGranted;
  expect([await take(), await take(), await take()]).toEqual([true, true, false]);
  await expect.poll(take, { timeout: 5_000 }).toBe(true);
});
