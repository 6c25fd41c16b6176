import { allEndpoints } from '@muster/contracts/api';
import { basePath } from '@muster/contracts/kit/endpoint';
import type { Locale } from '@muster/contracts/kit/primitives';
import type { InjectOptions } from 'fastify';
import { beforeAll, expect, test } from 'vitest';
import { Failure } from '../../src/platform/errors.ts';
import { parsePart } from '../../src/platform/http/api/validate.ts';
import { translator } from '../../src/platform/i18n/translate.ts';
import type { Person } from '../given.ts';
import { useApi } from '../harness.ts';
import { type Ids, inputFor, rowsOf } from './input.ts';

const api = useApi();
let owner: Person;
let ids: Ids;

beforeAll(async () => {
  owner = await api.given.anOwner();
  ids = await rowsOf(api, owner);
});

type Path = readonly (string | number)[];

/** The places in a value, from the outside in. */
function placesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, item]) => placesOf(item, [...path, key]))];
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((found, key) => (found as Record<string, unknown>)[key], value);
}

/** The value with something else in one place. */
function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

const withBody = allEndpoints.filter(({ body }) => body !== undefined);
const withQuery = allEndpoints.filter(({ query, method }) => query !== undefined && method === 'GET');

test.each(withBody.map((endpoint) => [endpoint.id, endpoint] as const))(
  '%s refuses text that cannot be stored, wherever it stands',
  async (_id, endpoint) => {
    const { params, body } = inputFor(endpoint, ids);
    const url = basePath + endpoint.path.replace(/:(\w+)/g, (_, name: string) => params[name as 'id']);
    const texts = placesOf(body).filter((path) => typeof valueAt(body, path) === 'string');
    for (const path of texts) {
      for (const text of ['nul\u0000', '\ud800', 'x\udc00y']) {
        const payload = JSON.stringify(replaced(body, path, text));
        const headers = { 'content-type': 'application/json' };
        const { status, body: answer } = await owner.raw({ method: endpoint.method, url, headers, payload });
        const label = `${path.join('.')} = ${JSON.stringify(text)}: ${JSON.stringify(answer).slice(0, 300)}`;
        // A batch has a result for each entry.
        if (status === 200) expect(answer, label).toMatchObject({ summary: { invalid: 1, created: 0 } });
        else expect(status, label).toBe(400);
      }
    }
    const broken = Buffer.concat([
      Buffer.from('{"name":"'),
      Buffer.from([0xc3, 0x28, 0xff]),
      Buffer.from('"}'),
    ]);
    const request = { method: endpoint.method, url, headers: { 'content-type': 'application/json' } };
    const refused = await owner.raw({ ...request, payload: broken } as InjectOptions);
    expect(refused).toMatchObject({ status: 400, body: { code: 'malformed_json' } });
  },
);

test.each(withQuery.map((endpoint) => [endpoint.id, endpoint] as const))(
  '%s refuses queries that are not text',
  async (_id, endpoint) => {
    const { params } = inputFor(endpoint, ids);
    const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => params[name as 'id']);
    for (const name of Object.keys(endpoint.query?.shape ?? {})) {
      for (const value of ['%00', 'a%00b', '%ED%A0%80', '%FF', '%C3%28']) {
        const { status, body } = await owner.raw({
          method: 'GET',
          url: `${basePath}${path}?${name}=${value}`,
        });
        expect([400, 404], `${name}=${value}: ${JSON.stringify(body).slice(0, 200)}`).toContain(status);
      }
    }
  },
);

/** Values that most places refuse. */
const wrong = [
  undefined,
  null,
  7,
  -1,
  true,
  {},
  [],
  ['x'],
  { x: 1 },
  '',
  ' ',
  '\u0000',
  'x'.repeat(300_000),
  'no',
];

/** What schemas say to developers, in English and in German. */
const raw =
  /invalid|ungültige eingabe|expected|erwartet,|received|erhalten|too (?:small|big)|zu (?:klein|groß)|unrecognized|pattern|zod/i;

function detailsOf(work: () => unknown): string[] {
  try {
    work();
    return [];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return (error.details.errors ?? []).map(({ detail }) => detail);
  }
}

test.each(['en', 'de'] as const)(
  'no answer repeats what a schema says to developers: %s',
  (locale: Locale) => {
    const seen = new Set<string>();
    for (const endpoint of withBody) {
      const { body = {} } = inputFor(endpoint, ids);
      for (const path of placesOf(body))
        for (const value of [...wrong, { ...(valueAt(body, path) as object), surplus: 1 }])
          for (const detail of detailsOf(() =>
            parsePart(endpoint.body ?? expect.fail(), replaced(body, path, value), 'body', locale),
          ))
            seen.add(detail);
    }
    for (const endpoint of withQuery) {
      const query = endpoint.query ?? expect.fail();
      for (const name of Object.keys(query.shape))
        for (const value of ['', 'x', '-1', '1e9', ['a', 'b'], 'x'.repeat(3_000), '\u0000'])
          for (const detail of detailsOf(() => parsePart(query, { [name]: value }, 'query', locale)))
            seen.add(detail);
    }
    expect(seen.size).toBeGreaterThan(15);
    for (const detail of seen) {
      expect(detail).toMatch(/^\p{Lu}.*\.$/u);
      expect(detail).not.toMatch(raw);
    }
    // Each issue has a text of its own; this one is for what nobody foresaw.
    expect([...seen]).not.toContain(translator(locale)('fields.invalid'));
  },
);
