import { allEndpoints } from '@muster/contracts/api';
import { errorCodes } from '@muster/contracts/catalogue';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createMuster, type Deprecation, type MusterOptions, ProblemError } from '../src/index.ts';
import { problem, useServer } from './server.ts';

/** The client without its types, for tests that cover all of it and for wrong inputs. */
type Functions = Record<string, Record<string, (input?: unknown) => Promise<unknown>>>;

const server = useServer();
const id = '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d';
const muster = (options: Partial<MusterOptions> = {}) =>
  createMuster({ baseUrl: server.url, apiKey: 'mst_test_key', retryDelay: 1, ...options });

describe('every endpoint', () => {
  const nouns = muster({ baseUrl: 'http://127.0.0.1' }) as unknown as Functions;

  test('is a function of the client, and nothing else is', () => {
    const names = Object.entries(nouns).flatMap(([noun, verbs]) =>
      Object.keys(verbs).map((verb) => `${noun}.${verb}`),
    );
    expect(names.sort()).toEqual(allEndpoints.map((endpoint) => endpoint.id).sort());
    for (const verbs of Object.values(nouns)) {
      for (const method of Object.values(verbs)) expect(method).toBeTypeOf('function');
    }
  });

  test('has distinct names for all its inputs', () => {
    for (const { id: name, params, query, body, multipart } of allEndpoints) {
      const all = [params, query, body, multipart].flatMap((part) => (part ? namesIn(part) : []));
      expect(new Set(all).size, name).toBe(all.length);
    }
  });

  test.each(allEndpoints.map(({ id: name, method, path, multipart }) => ({ name, method, path, multipart })))(
    '$name requests $method $path',
    async ({ name, method, path, multipart }) => {
      server.answers({ body: { data: [], nextCursor: null } });
      const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
      const params = Object.fromEntries(names.map((name) => [name, `the ${name}`]));
      const [noun = '', verb = ''] = name.split('.');
      const form = multipart ? { file: new Blob(['x']) } : {};
      await (muster() as unknown as Functions)[noun]?.[verb]?.({ ...params, ...form });
      const [request] = server.requests;
      expect(request?.method).toBe(method);
      expect(request?.url).toBe(`/api/v1${path.replace(/:(\w+)/g, 'the%20$1')}`);
    },
  );
});

describe('a request', () => {
  test('has path parameters, query, body and API key in the right places', async () => {
    server.answers({ body: {} });
    const client = muster({ headers: { 'x-team': 'people' } });
    await client.users.list({ status: ['active', 'invited'], q: 'å b', limit: 10 });
    await client.users.update({ id, firstName: 'Ada', externalId: null });
    await client.emailTemplates.save({ key: 'invitation', locale: 'de', subject: 'Hallo', body: '<p></p>' });
    await client.groups.removeUsers({ id, userIds: [id] });
    const seen = server.requests.map(({ method, url, body }) => [method, url, body && JSON.parse(body)]);
    expect(seen).toEqual([
      ['GET', '/api/v1/users?limit=10&status=active&status=invited&q=%C3%A5+b', ''],
      ['PATCH', `/api/v1/users/${id}`, { firstName: 'Ada', externalId: null }],
      ['PUT', '/api/v1/email-templates/invitation?locale=de', { subject: 'Hallo', body: '<p></p>' }],
      ['DELETE', `/api/v1/groups/${id}/users`, { userIds: [id] }],
    ]);
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: 'Bearer mst_test_key',
      'x-team': 'people',
    });
    expect(server.requests[1]?.headers['content-type']).toBe('application/json');
  });

  test('sends a file with its name, after the fields', async () => {
    server.answers({ status: 201, body: { id } });
    const file = new File(['email\nada@example.org'], 'staff.csv', { type: 'text/csv' });
    await muster().userImports.create({ file, mode: 'add_and_update' });
    const [request] = server.requests;
    expect(request?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(request?.body.indexOf('name="mode"')).toBeLessThan(
      request?.body.indexOf('filename="staff.csv"') ?? 0,
    );
    expect(request?.body).toContain('ada@example.org');
    const path = 'staff.csv' as unknown as Blob;
    await expect(muster().userImports.create({ file: path })).rejects.toThrow(TypeError);
  });

  test('returns a downloaded file as a stream', async () => {
    server.answers({ headers: { 'content-type': 'text/csv' }, body: 'email\r\nada@example.org\r\n' });
    const response = await muster().users.export({ separator: 'semicolon' });
    expect(response.bodyUsed).toBe(false);
    expect(await response.text()).toBe('email\r\nada@example.org\r\n');
    expect(server.requests[0]?.headers.accept).toBe('text/csv, application/problem+json');
  });

  test('is not sent if a path parameter is missing or a name is mistyped', async () => {
    const careless = muster() as unknown as Functions;
    for (const input of [{}, { id: undefined }, { id: '' }, { id: '..' }]) {
      await expect(careless.users?.delete?.(input)).rejects.toThrow('"id" is missing');
    }
    await expect(careless.users?.count?.({ statuss: ['active'] })).rejects.toThrow(
      'users.count knows no "statuss"',
    );
    expect(server.requests).toHaveLength(0);
  });
});

test.each(['', 'muster.example.com', 'ftp://muster.example.com'])('%j is not a valid URL', (baseUrl) => {
  expect(() => createMuster({ baseUrl })).toThrow(TypeError);
});

test('a key with a line break is refused immediately', () => {
  expect(() => muster({ apiKey: 'mst_test_key\n' })).toThrow('`apiKey`');
});

describe('lists', () => {
  const page = (names: readonly string[], nextCursor: string | null) => ({
    body: { data: names.map((name) => ({ name })), nextCursor, total: 5 },
  });
  const pages = () => server.answers(page(['a', 'b'], 'c1'), page(['c', 'd'], 'c2'), page(['e'], null));

  test('load further pages automatically, with the same filters', async () => {
    pages();
    const names: string[] = [];
    for await (const user of muster().users.list({ status: ['active'], limit: 2 })) names.push(user.name);
    expect(names).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(server.requests.map(({ url }) => url.split('?')[1])).toEqual([
      'limit=2&status=active',
      'limit=2&cursor=c1&status=active',
      'limit=2&cursor=c2&status=active',
    ]);
  });

  test('load only the pages that are read', async () => {
    pages();
    for await (const user of muster().users.list()) if (user.name === 'b') break;
    expect(server.requests).toHaveLength(1);
  });

  test('return one page, or iterate page by page', async () => {
    pages();
    const { data, nextCursor, total } = await muster().users.list({ include: 'total' });
    expect([data.length, nextCursor, total]).toEqual([2, 'c1', 5]);
    server.requests.length = 0;
    const sizes: number[] = [];
    for await (const each of muster().users.list().pages()) sizes.push(each.data.length);
    expect(sizes).toEqual([2, 2, 1]);
  });

  test('of events continue after the last one, until there are no more', async () => {
    const events = (ids: readonly string[], hasMore: boolean) => ({
      body: { data: ids.map((one) => ({ id: one })), nextAfter: ids.at(-1) ?? null, hasMore },
    });
    server.answers(events(['e1', 'e2'], true), events(['e3'], false));
    const seen: string[] = [];
    for await (const event of muster().eventFeed.list({ after: 'e0' })) seen.push(event.id);
    expect(seen).toEqual(['e1', 'e2', 'e3']);
    expect(server.requests.map(({ url }) => url)).toEqual([
      '/api/v1/events?after=e0',
      '/api/v1/events?after=e2',
    ]);
  });

  test('end with the problem that stops them', async () => {
    server.answers(page(['a'], 'c1'), problem(400, 'cursor_invalid'));
    const read = async () => {
      for await (const _ of muster().users.list());
    };
    await expect(read()).rejects.toMatchObject({ code: 'cursor_invalid' });
  });
});

describe('problems', () => {
  test('have code, fields and request id', async () => {
    const errors = [{ pointer: '#/email', detail: 'No address.', code: 'email_invalid' }];
    server.answers(problem(400, 'validation_failed', { detail: 'One field.', errors }));
    const error = await muster()
      .users.create({ email: 'nonsense' })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({
      code: 'validation_failed',
      status: 400,
      requestId: 'req-7',
      errors,
      title: 'About validation_failed',
    });
    expect(String(error)).toBe('ProblemError: validation_failed: One field. (400, request req-7)');
    if (error instanceof ProblemError && error.code !== 'network_unreachable' && error.code !== 'timed_out') {
      expect(errorCodes).toContain(error.code);
    }
  });

  test('have the extra members of their code', async () => {
    server.answers(problem(409, 'user_exists', { userId: id }));
    await expect(muster().users.create({ email: 'ada@example.org' })).rejects.toMatchObject({ userId: id });
  });

  test("also represent responses that are not the API's", async () => {
    server.answers({ headers: { 'content-type': 'text/html' }, body: '<h1>Welcome to our Wi-Fi</h1>' });
    await expect(muster().users.get({ id })).rejects.toMatchObject({
      code: 'internal_error',
      detail: 'The answer is not JSON.',
    });
  });
});

test('a deprecation is reported once per endpoint', async () => {
  const link = '<https://muster.test/changes>; rel="deprecation"; type="text/html"';
  const headers = { deprecation: '@1767225600', sunset: 'Thu, 31 Dec 2026 23:59:59 GMT', link };
  server.answers({ headers, body: { total: 1 } });
  const reported: Deprecation[] = [];
  const client = muster({ onDeprecated: (deprecation) => reported.push(deprecation) });
  await client.users.count();
  await client.users.count();
  expect(reported).toEqual([
    {
      endpoint: 'users.count',
      since: new Date('2026-01-01T00:00:00Z'),
      sunset: new Date('2026-12-31T23:59:59Z'),
      link: 'https://muster.test/changes',
    },
  ]);
  await client.users.lookUp({ emails: ['a@example.org'] });
  expect(reported).toHaveLength(2);
});

/** The property names of a schema, in all members of a union. */
function namesIn(schema: z.ZodType): string[] {
  const { properties = {}, anyOf = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const shapes = anyOf.map((shape) => Object.keys(typeof shape === 'object' ? (shape.properties ?? {}) : {}));
  return [...Object.keys(properties), ...new Set(shapes.flat())];
}
