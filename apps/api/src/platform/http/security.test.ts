import { account } from '@muster/contracts/account/account';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { useApi } from '../../../test/harness.ts';

const api = useApi();

const own = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': expect.stringContaining('camera=()'),
  'x-content-type-options': 'nosniff',
};

test.each([
  ['a page of the app', 'GET', '/users', undefined],
  ['an unknown script', 'GET', '/assets/gone.js', undefined],
  ['an answer of the API', 'GET', '/api/v1/service', undefined],
  ['a refusal', 'GET', '/api/v1/me', undefined],
  ['an unknown endpoint', 'GET', '/api/v1/nothing', undefined],
  ['a body that is no JSON', 'POST', '/api/v1/auth/sign-in', '{'],
  ['a URL that cannot be read', 'GET', '/api/v1/%zz', undefined],
  ['the documentation', 'GET', '/api/docs', undefined],
  ['the OpenAPI document', 'GET', '/api/openapi.json', undefined],
  ['the health check', 'GET', '/healthz', undefined],
] as const)('%s says what others may do with it', async (_name, method, url, payload) => {
  const headers = { 'content-type': 'application/json' };
  const answer = await api.anonymous().raw({ method, url, ...(payload ? { payload, headers } : {}) });
  expect(answer.headers).toMatchObject(own);
});

test('the logo may be shown by e-mail programs anywhere', async () => {
  const owner = await api.given.anOwner();
  const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#123456' } })
    .png()
    .toBuffer();
  const logo = `data:image/png;base64,${picture.toString('base64')}`;
  const { logoUrl } = await owner.call(account.update, { body: { logo } });
  const answer = await api.anonymous().raw({ method: 'GET', url: new URL(logoUrl ?? '').pathname });
  expect(answer.status).toBe(200);
  expect(answer.headers).toMatchObject({ ...own, 'cross-origin-resource-policy': 'cross-origin' });
});
