import { allEndpoints } from '@muster/contracts/api';
import { defined } from '@muster/contracts/kit/defined';
import { basePath, type Endpoint } from '@muster/contracts/kit/endpoint';
import { bulkOperations } from '@muster/contracts/people/bulk-operations';
import type { InjectOptions } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../given.ts';
import { useApi } from '../harness.ts';

const api = useApi();
let owner: Person;

beforeAll(async () => {
  owner = await api.given.anOwner();
});

const withBody = allEndpoints.filter(({ body }) => body !== undefined);
const id = '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d';
const json = { 'content-type': 'application/json' };

function requestOf({ method, path }: Endpoint, payload: string | undefined, headers = json): InjectOptions {
  return defined({
    method,
    url: `${basePath}${path.replace(':key', 'invitation').replace(':line', '2').replace(/:\w+/g, id)}`,
    headers,
    payload,
  });
}

interface Sent {
  readonly status: number;
  readonly body: { readonly code?: string; readonly errors?: readonly { code: string; pointer: string }[] };
  readonly ratio: number;
}

/** @returns the answer, with its bytes for each byte of the request beyond the first 50 */
async function send(endpoint: Endpoint, payload: string): Promise<Sent> {
  const { status, body } = await owner.raw(requestOf(endpoint, payload));
  const ratio = JSON.stringify(body ?? {}).length / Math.max(50, payload.length);
  return { status, body: body as Sent['body'], ratio };
}

const keysOf = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, at]));
const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

/** Shapes that no contract needs, and the code that refuses them. */
const shapes = {
  'a hundred and one keys': [JSON.stringify(keysOf(101)), 'json_too_many_keys'],
  'a hundred and one keys inside': [JSON.stringify({ a: [{ b: keysOf(101) }] }), 'json_too_many_keys'],
  'thousands of levels': [nested(2_000), 'json_too_deep'],
  'thousands of lists in lists': [`${'['.repeat(2_000)}${']'.repeat(2_000)}`, 'json_too_deep'],
} as const;

describe.each(Object.entries(shapes))('%s', (_name, [payload, code]) => {
  test.each(withBody.map((endpoint) => [endpoint.id, endpoint] as const))(
    '%s refuses them',
    async (_id, endpoint) => {
      const { status, body, ratio } = await send(endpoint, payload);
      expect({ status, codes: body.errors?.map((error) => error.code) }).toEqual({
        status: 400,
        codes: [code],
      });
      expect(ratio).toBeLessThanOrEqual(20);
    },
  );
});

test('a list of more than 10,000 entries is refused before its entries are checked', async () => {
  for (const endpoint of withBody.filter(({ access }) => access !== 'public')) {
    const field = Object.keys((endpoint.body as { shape?: object }).shape ?? { ids: 1 })[0] ?? 'ids';
    const { body } = await send(
      endpoint,
      JSON.stringify({ [field]: Array.from({ length: 10_001 }, () => 1) }),
    );
    expect(body.errors, endpoint.id).toMatchObject([{ code: 'json_too_many_items', pointer: `#/${field}` }]);
  }
});

test('what anybody may call takes 16 kB', async () => {
  const open = withBody.filter(({ access, bodyLimit }) => access === 'public' && bodyLimit === undefined);
  expect(open.length).toBeGreaterThan(5);
  for (const endpoint of open) {
    const { status, body } = await send(endpoint, JSON.stringify({ email: 'x'.repeat(16_384) }));
    expect({ status, code: body.code }, endpoint.id).toEqual({ status: 413, code: 'payload_too_large' });
  }
});

test('what anybody may call answers a small request with little', async () => {
  const bodies = [
    '{}',
    '[]',
    JSON.stringify(keysOf(100)),
    JSON.stringify({ [`x${'"'.repeat(8_000)}`]: 1 }),
    JSON.stringify({ email: 'x'.repeat(15_000), password: 'y'.repeat(500) }),
    JSON.stringify(Array.from({ length: 7_000 }, () => 1)),
  ];
  for (const endpoint of withBody.filter(({ access }) => access === 'public')) {
    for (const payload of bodies) {
      const { ratio } = await send(endpoint, payload);
      expect(ratio, `${endpoint.id} ${payload.slice(0, 40)}`).toBeLessThanOrEqual(20);
    }
  }
});

test('a stranger is refused before the body is read', async () => {
  for (const endpoint of withBody.filter(({ access }) => access !== 'public')) {
    const { statusCode } = await api.app.inject(requestOf(endpoint, '{"broken":'));
    expect(statusCode, endpoint.id).toBe(401);
  }
});

test('an answer names a hundred invalid fields and counts the others', async () => {
  const ids = Array.from({ length: 5_000 }, () => 'nobody');
  const { status, body } = await owner.raw({
    method: 'POST',
    url: `${basePath}${bulkOperations.create.path}`,
    payload: { action: 'deactivate', ids },
  });
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 'validation_failed', moreErrors: 4_900 });
  expect((body as { errors: unknown[] }).errors).toHaveLength(100);
});

test('an entry of a batch names ten invalid fields and counts the others', async () => {
  const unknown = Array.from({ length: 100 }, () => id);
  const entries = [
    { email: 'ada@example.org', ...keysOf(60) },
    { email: 'grace@example.org', groupIds: unknown },
    { email: 'alan@example.org', nope: 1 },
  ];
  const { body } = await owner.raw({
    method: 'POST',
    url: `${basePath}/users/batch`,
    payload: { users: entries },
  });
  const { results } = body as { results: { errors: unknown[]; moreErrors?: number }[] };
  expect(results.map(({ errors, moreErrors }) => [errors.length, moreErrors])).toEqual([
    [10, 50],
    [10, 90],
    [1, undefined],
  ]);
});

test('JSON in another character set, or in bytes that are not UTF-8, is refused', async () => {
  const url = `${basePath}/groups`;
  const post = (payload: Buffer | string, type: string) =>
    owner.raw({ method: 'POST', url, headers: { 'content-type': type }, payload });
  for (const charset of ['utf-16', 'UTF-16LE', 'latin1', '"iso-8859-1"']) {
    const { status } = await post(
      Buffer.from('{"name":"Ada"}', 'utf16le'),
      `application/json; charset=${charset}`,
    );
    expect(status, charset).toBe(415);
  }
  for (const [index, charset] of ['utf-8', 'UTF-8', '"utf8"'].entries()) {
    const { status } = await post(`{"name":"Group ${index}"}`, `application/json; charset=${charset}`);
    expect(status, charset).toBe(201);
  }
  expect((await post(Buffer.from([0x7b, 0xff, 0x7d]), 'application/json')).status).toBe(400);
});
