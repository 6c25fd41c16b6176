import { brotliDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { useApi } from '../../../../test/harness.ts';

const api = useApi();
const documents = [
  '/api/docs',
  '/api/openapi.json',
  '/api/docs/guides/integrating',
  '/api/problems/not_found',
  '/api/docs/start.js',
];
const operation = ['/healthz', '/readyz'];

test.each(documents)('%s is revalidated, compressed, and has HEAD', async (url) => {
  const get = await api.app.inject({ url });
  expect(get.statusCode).toBe(200);
  expect(get.headers['cache-control']).toBe('no-cache');
  const tag = String(get.headers.etag);
  const same = await api.app.inject({ url, headers: { 'if-none-match': tag } });
  expect({ status: same.statusCode, body: same.body }).toEqual({ status: 304, body: '' });
  const packed = await api.app.inject({ url, headers: { 'accept-encoding': 'br' } });
  const isLarge = get.rawPayload.length >= 1_024;
  expect(packed.headers['content-encoding']).toBe(isLarge ? 'br' : undefined);
  if (isLarge) expect(brotliDecompressSync(packed.rawPayload).equals(get.rawPayload)).toBe(true);
  const head = await api.app.inject({ method: 'HEAD', url });
  expect({ status: head.statusCode, body: head.body }).toEqual({ status: 200, body: '' });
  expect(head.headers).toMatchObject({ etag: tag, 'content-length': get.headers['content-length'] });
});

test.each(operation)('%s is never stored', async (url) => {
  const get = await api.app.inject({ url });
  const head = await api.app.inject({ method: 'HEAD', url });
  expect({ status: head.statusCode, body: head.body }).toEqual({ status: get.statusCode, body: '' });
  for (const { headers } of [get, head]) expect(headers['cache-control']).toBe('no-store');
});

test.each([...documents, ...operation])('%s has no other methods', async (url) => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const) {
    const { statusCode, headers } = await api.app.inject({ method, url });
    expect({ method, statusCode }).toEqual({ method, statusCode: method === 'OPTIONS' ? 204 : 405 });
    expect(String(headers.allow).split(', ').sort()).toEqual(['GET', 'HEAD', 'OPTIONS']);
  }
});

test.each(['/api/docs/guides/nothing', '/api/problems/nothing', '/api/docs/package.json'])(
  '%s is a problem document',
  async (url) => {
    const { statusCode, headers } = await api.app.inject({ url });
    expect(statusCode).toBe(404);
    expect(headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(headers['content-type']).toContain('application/problem+json');
  },
);
