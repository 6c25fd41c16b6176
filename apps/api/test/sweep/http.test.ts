import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { allEndpoints } from '@muster/contracts/api';
import { Permission } from '@muster/contracts/catalogue';
import { basePath, type Endpoint, isFile, isTagged } from '@muster/contracts/kit/endpoint';
import { isForKeys } from '@muster/contracts/kit/endpoint-errors';
import { isCompressed } from '@muster/contracts/kit/http';
import { emailTemplates } from '@muster/contracts/mail/email-templates';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { toJSONSchema } from 'zod';
import type { Person } from '../given.ts';
import { useApi } from '../harness.ts';
import { type Ids, inputFor, rowsOf } from './input.ts';

const api = useApi();
let owner: Person;
let ids: Ids;
let key: string;

beforeAll(async () => {
  owner = await api.given.anOwner();
  ids = await rowsOf(api, owner);
  for (let count = 0; count < 8; count += 1) {
    await api.given.aUser(owner);
    await api.given.aGroup(owner);
  }
  key = (await api.given.aKey(owner)).key;
  const body = { subject: 'First version', body: '<p>{{ activation_url }}</p>' };
  await owner.call(emailTemplates.save, { params: { key: 'invitation' }, body });
  await api.runJobs();
});

const named = (some: readonly Endpoint[]) => some.map((endpoint) => [endpoint.id, endpoint] as const);
const gets = allEndpoints.filter(({ method }) => method === 'GET');
const isStream = ({ contentType }: Endpoint) => contentType === 'text/event-stream';
const pathOf = ({ path }: Endpoint, params: Record<string, string>) =>
  basePath + path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? 'unknown'));
const urlOf = (endpoint: Endpoint) => pathOf(endpoint, inputFor(endpoint, ids).params);

/** Asks as the owner, with the body as it comes. */
function ask(options: InjectOptions & { url: string }): Promise<LightMyRequestResponse> {
  const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return api.app.inject({ ...options, headers: { cookie, ...options.headers } });
}

function expectProblem(response: LightMyRequestResponse, status: number, code: string) {
  const { statusCode, headers } = response;
  const seen = { status: statusCode, type: headers['content-type'], code: response.json().code };
  expect(seen).toEqual({ status, type: 'application/problem+json; charset=utf-8', code });
  expect(headers['cache-control']).toBe('no-store');
}

const methodsOf = new Map<string, string[]>();
for (const { path, method } of allEndpoints) {
  const own = method === 'GET' ? ['GET', 'HEAD'] : [method];
  methodsOf.set(path, [...(methodsOf.get(path) ?? []), ...own]);
}

describe.each([...methodsOf])('%s', (path, methods) => {
  const sorted = (allow: unknown) => String(allow).split(', ').sort();
  const url = pathOf({ path } as Endpoint, {});
  const allowed = [...methods, 'OPTIONS'].sort();

  test('OPTIONS lists its methods', async () => {
    const { statusCode, headers, body } = await api.app.inject({ method: 'OPTIONS', url });
    expect({ statusCode, body, allow: sorted(headers.allow) }).toEqual({
      ...{ statusCode: 204, body: '', allow: allowed },
    });
  });

  test('another method is refused with the list of its methods', async () => {
    const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
    for (const method of others.filter((one) => !methods.includes(one))) {
      const response = await ask({ method, url });
      expectProblem(response, 405, 'method_not_allowed');
      expect(sorted(response.headers.allow)).toEqual(allowed);
    }
    const head = await ask({ method: 'HEAD', url });
    if (!methods.includes('GET')) expect(head.statusCode).toBe(405);
  });

  test('a slash at the end, two slashes and another case name something else', async () => {
    const [method = 'GET'] = methods as ['GET'];
    const wrong = [`${url}/`, url.replace('/v1/', '/v1//'), `/${url}`, url.replace('/api/', '/API/')];
    const own = url.replace(/\/v1\/(\w)/, (_, first: string) => `/v1/${first.toUpperCase()}`);
    for (const other of [...wrong, own]) {
      const { statusCode, headers } = await ask({ method, url: other });
      // After the slash, an id could follow, with other methods.
      expect([404, other.endsWith('/') ? 405 : 404], other).toContain(statusCode);
      expect(headers['content-type']).toContain('application/problem+json');
    }
  });

  test('parameters of 500 characters and escaped control characters are not found', async () => {
    for (const value of ['x'.repeat(500), '%00', '%0a', '%ff', '%', '%e2%80%ae']) {
      const odd = basePath + (path.includes(':') ? path.replace(/:\w+/g, value) : `${path}/${value}`);
      for (const method of ['GET', 'POST', 'DELETE'] as const) {
        const { statusCode } = await ask({ method, url: odd });
        expect([200, 400, 404, 405], `${method} ${odd}`).toContain(statusCode);
      }
    }
  });
});

describe.each(named(gets.filter((endpoint) => !isStream(endpoint))))('%s', (_, endpoint) => {
  test('HEAD answers with the headers of GET and no body', async () => {
    for (const encoding of ['identity', 'br']) {
      const headers = { 'accept-encoding': encoding };
      const get = await ask({ method: 'GET', url: urlOf(endpoint), headers });
      const head = await ask({ method: 'HEAD', url: urlOf(endpoint), headers });
      expect(head.body).toBe('');
      expect(head.statusCode).toBe(get.statusCode);
      // A download is not made just to be left out.
      const own = isFile(endpoint.contentType) ? ['content-type'] : Object.keys(get.headers);
      const volatile = ['date', 'x-request-id', 'connection', 'keep-alive', 'transfer-encoding'];
      for (const name of own.filter((one) => !volatile.includes(one))) {
        const shown = String(get.headers[name]).split(';')[0];
        expect(String(head.headers[name]).split(';')[0], name).toBe(shown);
      }
    }
  });
});

test('HEAD opens no stream and counts against a quota once', async () => {
  const stream = await ask({ method: 'HEAD', url: `${basePath}/events-stream` });
  expect(stream.statusCode).toBe(200);
  expect(stream.headers['content-type']).toContain('text/event-stream');
  const authorization = `Bearer ${key}`;
  const left = async (method: 'GET' | 'HEAD') => {
    const { headers } = await api.app.inject({
      method,
      url: `${basePath}/users`,
      headers: { authorization },
    });
    return Number(headers['ratelimit-remaining']);
  };
  const before = await left('GET');
  expect(await left('HEAD')).toBe(before - 1);
  expect(await left('GET')).toBe(before - 2);
});

describe.each(named(allEndpoints.filter(({ access }) => access !== 'public')))('%s', (_, endpoint) => {
  test('asks for authentication', async () => {
    const { method } = endpoint;
    const realm = 'Bearer realm="Muster"';
    const nobody = await api.app.inject({ method, url: urlOf(endpoint) });
    expectProblem(nobody, 401, 'unauthenticated');
    expect(nobody.headers['www-authenticate']).toBe(realm);
    if (!isForKeys(endpoint)) return;
    const headers = { authorization: 'Bearer mst_live_nonsense' };
    const wrong = await api.app.inject({ method, url: urlOf(endpoint), headers });
    expectProblem(wrong, 401, 'unauthenticated');
    expect(wrong.headers['www-authenticate']).toBe(`${realm}, error="invalid_token"`);
  });
});

test('a key learns which scope it lacks', async () => {
  const poor = await api.given.aKey(owner, { scopes: ['groups:read'] });
  const { status, headers } = await poor.raw({ method: 'GET', url: `${basePath}/users` });
  expect(status).toBe(403);
  expect(headers['www-authenticate']).toBe(
    'Bearer realm="Muster", error="insufficient_scope", scope="users:read"',
  );
});

describe.each(named(allEndpoints.filter(({ method }) => method !== 'GET')))('%s', (_, endpoint) => {
  const json = { 'content-type': 'application/json' };

  test('refuses compressed bodies and other types, and says what it accepts', async () => {
    const { method, rawBody, multipart } = endpoint;
    const accept = rawBody?.join(', ') ?? (multipart ? 'multipart/form-data' : 'application/json');
    const payload = gzipSync('{}');
    const type = accept.split(', ')[0] ?? '';
    for (const encoding of ['gzip', 'br', 'deflate', 'gzip, identity']) {
      const headers = { 'content-type': type, 'content-encoding': encoding };
      const refused = await ask({ method, url: urlOf(endpoint), headers, payload });
      expectProblem(refused, 415, 'unsupported_media_type');
      expect(refused.headers).toMatchObject({ accept, 'accept-encoding': 'identity' });
    }
    const xml = { 'content-type': 'application/xml' };
    const other = await ask({ method, url: urlOf(endpoint), headers: xml, payload: '<a/>' });
    expectProblem(other, 415, 'unsupported_media_type');
    expect(other.headers.accept).toBe(accept);
  });

  test('refuses a body beyond its limit', async () => {
    const { method, bodyLimit, access, rawBody, multipart } = endpoint;
    const limit = bodyLimit ?? (access === 'public' ? 16_384 : 1_048_576);
    const type = rawBody?.[0] ?? (multipart ? 'multipart/form-data; boundary=b' : json['content-type']);
    const headers = { 'content-type': type, 'content-length': String(limit + 1) };
    const response = await ask({
      method,
      url: urlOf(endpoint),
      headers,
      payload: Buffer.alloc(limit + 1, 32),
    });
    expectProblem(response, 413, 'payload_too_large');
  });
});

test('an address of more than 8,000 characters is refused', async () => {
  const long = (length: number) => `${basePath}/users?q=`.padEnd(length, 'x');
  expectProblem(await ask({ method: 'GET', url: long(8_001) }), 414, 'uri_too_long');
  expectProblem(await ask({ method: 'GET', url: `/${'x'.repeat(8_000)}` }), 414, 'uri_too_long');
  expect((await ask({ method: 'GET', url: long(8_000) })).statusCode).toBe(400);
});

describe.each(named(gets.filter(isTagged)))('%s', (_, endpoint) => {
  const get = (headers: Record<string, string> = {}) => ask({ method: 'GET', url: urlOf(endpoint), headers });

  test('has a tag that answers 304 while nothing changes', async () => {
    // Some answers show the time or the requests of the caller itself.
    const first = await get();
    expect(first.statusCode).toBe(200);
    expect(first.headers['cache-control']).toBe('no-store');
    const tag = String(first.headers.etag);
    expect(tag).toMatch(/^"[\w-]{27}"$/);
    if ((await get()).body !== first.body) return;
    for (const held of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const { statusCode, headers, body } = await get({ 'if-none-match': held });
      expect({ held, statusCode, body, tag: headers.etag }).toEqual({ held, statusCode: 304, body: '', tag });
      expect(headers['content-type']).toBeUndefined();
    }
    expect((await get({ 'if-none-match': '"other"' })).statusCode).toBe(200);
  });

  test('may be stored by keys, which must revalidate it', async () => {
    if (!isForKeys(endpoint)) {
      expect((await get()).headers['cache-control']).toBe('no-store');
      return;
    }
    const headers = { authorization: `Bearer ${key}` };
    const { headers: sent } = await api.app.inject({ method: 'GET', url: urlOf(endpoint), headers });
    expect(sent['cache-control']).toBe('private, no-cache');
    expect(sent.etag).toBeDefined();
  });

  test('is compressed from 1 kB on if its contract allows it', async () => {
    const plain = await get();
    for (const [encoding, decompress] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const packed = await get({ 'accept-encoding': encoding });
      const isExpected = isCompressed(endpoint) && Buffer.byteLength(plain.body) >= 1_024;
      expect(packed.headers['content-encoding']).toBe(isExpected ? encoding : undefined);
      if (!isExpected) continue;
      expect(packed.headers.vary).toContain('accept-encoding');
      expect(decompress(packed.rawPayload).toString()).toHaveLength(plain.body.length);
      expect(packed.headers.etag).toMatch(new RegExp(`^"[\\w-]{27}\\.${encoding}"$`));
      const tag = String(packed.headers.etag);
      const again = await get({ 'accept-encoding': encoding, 'if-none-match': tag });
      if (again.statusCode === 304) expect(again.headers.etag).toBe(tag);
    }
  });
});

test('lists, settings and documents are compressed', async () => {
  const headers = { 'accept-encoding': 'gzip, br' };
  const paths = ['users', 'groups', 'audit-events', 'email-templates', 'events'];
  const urls = [
    ...paths.map((path) => `${basePath}/${path}`),
    '/api/openapi.json',
    '/api/docs/guides/client',
  ];
  for (const url of [...urls, '/api/docs/swagger-ui-bundle.js'])
    expect((await ask({ method: 'GET', url, headers })).headers['content-encoding'], url).toBe('br');
});

test('nothing that shows a secret, and nothing that anybody may call, is compressed', () => {
  const shown = allEndpoints.filter(
    ({ response }) => response && /only once/i.test(JSON.stringify(toJSONSchema(response, { io: 'input' }))),
  );
  expect(shown.map(({ id }) => id).sort()).toEqual([
    'apiKeys.create',
    'apiKeys.rotate',
    'webhookEndpoints.create',
    'webhookEndpoints.rotateSecret',
  ]);
  for (const endpoint of [...shown, ...allEndpoints.filter(({ access }) => access === 'public')])
    expect(isCompressed(endpoint), endpoint.id).toBe(false);
});

test('a new key is not compressed, whatever its name', async () => {
  const allowedIps = Array.from({ length: 50 }, (_, at) => `192.0.2.${at}/32`);
  const body = { name: 'x'.repeat(80), scopes: Permission.options, allowedIps };
  const headers = { 'accept-encoding': 'br' };
  const response = await ask({ method: 'POST', url: `${basePath}/api-keys`, headers, payload: body });
  expect(response.statusCode).toBe(201);
  expect(response.headers).toMatchObject({ 'cache-control': 'no-store' });
  expect(response.headers['content-encoding']).toBeUndefined();
  expect(response.headers.etag).toBeUndefined();
});
