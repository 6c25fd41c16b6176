import { expect, test } from 'vitest';
import { useApi } from '../../../../test/harness.ts';

const api = useApi({ environment: { RATE_LIMIT_PER_MINUTE: '3' } });

test('a network beyond its limit learns when it may go on, in the fields of a quota', async () => {
  const ask = () => api.app.inject({ url: '/api/v1/service-info' });
  for (let round = 0; round < 3; round += 1) expect((await ask()).statusCode).toBe(200);
  const { statusCode, headers } = await ask();
  expect(statusCode).toBe(429);
  const seconds = Number(headers['retry-after']);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(headers).toMatchObject({
    ratelimit: `"network";r=0;t=${seconds}`,
    'ratelimit-policy': '"network";q=3;w=60',
    'ratelimit-limit': '3',
    'ratelimit-remaining': '0',
    'ratelimit-reset': String(seconds),
  });
});
