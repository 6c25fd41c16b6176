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
