import { allEndpoints } from '@muster/contracts/api';
import { errorStatus } from '@muster/contracts/catalogue';
import { defined } from '@muster/contracts/kit/defined';
import { basePath } from '@muster/contracts/kit/endpoint';
import type { InjectOptions } from 'fastify';
import { beforeAll, expect, test } from 'vitest';
import type { Person } from '../given.ts';
import { useApi } from '../harness.ts';

const api = useApi();
let owner: Person;
let paths: Record<string, string>;

beforeAll(async () => {
  owner = await api.given.anOwner();
  const user = await api.given.aUser(owner);
  const group = await api.given.aGroup(owner);
  paths = { users: user.id, groups: group.id };
});

/** Sends a request and expects a problem document with a 4xx status. */
async function expectProblem(options: InjectOptions, label: string) {
  const { status, body, headers } = await owner.raw(options);
  const seen = `${label}: ${status} ${JSON.stringify(body).slice(0, 200)}`;
  expect(status, seen).toBeGreaterThanOrEqual(400);
  expect(status, seen).toBeLessThan(500);
  expect(headers['content-type'], seen).toContain('application/problem+json');
  const problem = body as { code: keyof typeof errorStatus; status: number; requestId: string; type: string };
  expect(errorStatus[problem.code], seen).toBe(status);
  expect(problem.requestId).toBeTruthy();
  expect(problem.type).toBe(`https://muster.test/api/problems/${problem.code}`);
  return problem;
}

const long = 'x'.repeat(300);
/** Values that none of our text fields accepts. */
const badTexts: readonly unknown[] = [null, 7, true, [], {}, ['a'], { a: 1 }, 'nul\u0000', '\ud800', long];
/** Values that no address or ID may contain; names lose them. */
const unseen: readonly unknown[] = [
  'line\r\nbreak',
  'line\nbreak',
  'x\u0007y',
  'a\u2028b',
  'x\u200by',
  'x\u202ey',
  '\u2066x',
  'x\u00ady',
];
const badEmails: readonly unknown[] = [
  '',
  ' ',
  'a',
  'a@',
  '@b.co',
  'a@b',
  'a b@c.de',
  'a@b..de',
  '.a@b.de',
  'a.@b.de',
  'a..b@c.de',
  'a@-b.de',
  'a@b-.de',
  '<a@b.de>',
  '"a"@b.de',
  'a@b.de\r\nBcc: c@d.de',
  'a@b.de,c@d.de',
  'a@b.de;c@d.de',
  `${'x'.repeat(65)}@b.de`,
  `a@${'x'.repeat(250)}.de`,
  'javascript:a@b.de/<script>',
  'a@b.de\u0000',
];
const badIds: readonly unknown[] = [
  null,
  7,
  {},
  [],
  '',
  'x',
  '../..',
  "' OR 1=1 --",
  '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1',
];

test('each malformed field of a new user gets a problem that names it', async () => {
  const valid = { email: 'fine@example.org' };
  const cases: [string, unknown][] = [
    ...badEmails.map((value): [string, unknown] => ['email', value]),
    ...badTexts.map((value): [string, unknown] => ['email', value]),
    ...badTexts.map((value): [string, unknown] => ['firstName', value]),
    ...badTexts.map((value): [string, unknown] => ['lastName', value]),
    ...[...badTexts.filter((value) => value !== null), ...unseen].map((value): [string, unknown] => [
      'externalId',
      value,
    ]),
    ...unseen.map((value): [string, unknown] => ['email', `${value}@example.org`]),
    ...badIds.map((value): [string, unknown] => ['groupIds', [value]]),
    ...[null, 'x', 7, {}].map((value): [string, unknown] => ['groupIds', value]),
    ...[null, 'king', 'OWNER', 7, {}, []].map((value): [string, unknown] => ['role', value]),
    ...['xx', 7, {}, 'en-US'].map((value): [string, unknown] => ['locale', value]),
    ...[null, 'true', 1, {}].map((value): [string, unknown] => ['sendInvitation', value]),
  ];
  for (const [field, value] of cases) {
    const payload = { ...valid, [field]: value };
    const label = `${field} = ${JSON.stringify(value)?.slice(0, 60)}`;
    const problem = await expectProblem({ method: 'POST', url: `${basePath}/users`, payload }, label);
    const errors = (problem as unknown as { errors: { pointer: string; detail: string }[] }).errors;
    expect(errors[0]?.pointer, label).toMatch(new RegExp(`^#/${field}`));
    expect(errors[0]?.detail.length).toBeGreaterThan(3);
  }
  expect(cases.length).toBeGreaterThan(100);
});

test('bodies that are not a JSON object, or are hostile, are refused', async () => {
  const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
  const bodies = [
    '{',
    '{"email":',
    '[]',
    '"x"',
    '1',
    'null',
    'true',
    '{"email":"a@b.de",}',
    "{'email':1}",
    'email=a@b.de',
    deep,
    '['.repeat(50_000),
    '{"__proto__":{"role":"owner"},"email":"a@b.de"}',
    '{"constructor":{"prototype":{"role":"owner"}},"email":"a@b.de"}',
    '{"email":"a@b.de","nope":1}',
    '{"email":"a@b.de","Email":"c@d.de"}',
    '\u0000',
    '{"email":"a@b.de"}{"email":"c@d.de"}',
  ];
  for (const payload of bodies) {
    for (const url of [`${basePath}/users`, `${basePath}/groups`, `${basePath}/auth/sign-in`]) {
      const headers = { 'content-type': 'application/json' };
      await expectProblem({ method: 'POST', url, headers, payload }, `${url} ${payload.slice(0, 40)}`);
    }
  }
  expect(({} as Record<string, unknown>).role).toBeUndefined();
});

test('bodies of the wrong type or size are refused', async () => {
  const url = `${basePath}/users`;
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/xml',
    'x',
  ]) {
    const problem = await expectProblem(
      { method: 'POST', url, headers: { 'content-type': type }, payload: 'a=b' },
      type,
    );
    expect(problem.code).toBe('unsupported_media_type');
  }
  const payload = { email: 'a@b.de', firstName: 'x'.repeat(2_000_000) };
  expect((await expectProblem({ method: 'POST', url, payload }, 'huge')).code).toBe('payload_too_large');
});

test('each list refuses invalid limits, sorts, cursors and unknown parameters', async () => {
  const lists = allEndpoints.filter(({ query }) => query && 'cursor' in query.shape);
  expect(lists.length).toBeGreaterThan(6);
  const queries = [
    'limit=0',
    'limit=-1',
    'limit=201',
    'limit=1.5',
    'limit=x',
    'limit=1&limit=2',
    'limit=',
    'limit=1e99',
    'sort=password',
    'sort=',
    'sort=--name',
    'sort=name;drop',
    'include=everything',
    'cursor=x',
    'cursor=',
    'cursor=%00',
    `cursor=${'x'.repeat(3000)}`,
    'offset=5',
    'page=2',
    '__proto__=1',
    'cursor[]=a',
  ];
  for (const { path, id } of lists) {
    const url = `${basePath}${path.replace(':id', paths.users ?? '')}`;
    for (const query of queries)
      await expectProblem({ method: 'GET', url: `${url}?${query}` }, `${id}?${query.slice(0, 40)}`);
  }
});

test('ids in an invalid format are refused or not found', async () => {
  for (const { method, path, params, id } of allEndpoints.filter((endpoint) => endpoint.params)) {
    for (const bad of ['x', '%00', '..%2F..', "'%20OR%201=1", '7', '%F0%9F%92%A9', 'a'.repeat(290)]) {
      const names = Object.keys(params?.shape ?? {});
      const url = `${basePath}${path.replace(/:\w+/g, bad)}`;
      const problem = await expectProblem(
        defined({ method, url, payload: method === 'GET' ? undefined : {} }),
        `${id} ${bad} ${names}`,
      );
      expect(['not_found', 'validation_failed']).toContain(problem.code);
    }
  }
});

test('unknown paths and unsupported methods get problems', async () => {
  const requests: InjectOptions[] = [
    { method: 'GET', url: '/api/v1/nothing' },
    { method: 'POST', url: '/api/v2/users', payload: {} },
    { method: 'PUT', url: '/api/v1/users', payload: {} },
    { method: 'DELETE', url: '/api/v1/account' },
    { method: 'GET', url: '/api/v1/users/%zz' },
    { method: 'GET', url: '/api/' },
  ];
  for (const request of requests) await expectProblem(request, `${request.method} ${request.url}`);
});

test('a valid request id is echoed, an invalid one is replaced', async () => {
  const ask = async (id: string) => {
    const { headers } = await owner.raw({
      method: 'GET',
      url: `${basePath}/me`,
      headers: { 'x-request-id': id },
    });
    return headers['x-request-id'];
  };
  expect(await ask('abc_DEF-1.2')).toBe('abc_DEF-1.2');
  for (const bad of ['a b', '<script>', 'x'.repeat(129), 'ü'])
    expect(await ask(bad)).toMatch(/^[0-9a-f-]{36}$/);
});
