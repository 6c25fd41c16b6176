import { allEndpoints, api as nouns } from '@muster/contracts/api';
import { errorCodes, errorStatus, Permission } from '@muster/contracts/catalogue';
import { basePath, isTagged } from '@muster/contracts/kit/endpoint';
import { errorsOf } from '@muster/contracts/kit/endpoint-errors';
import { locationOf, routingErrors } from '@muster/contracts/kit/http';
import { expect, test } from 'vitest';
import { useApi } from '../harness.ts';

const api = useApi();

interface Response {
  $ref?: string;
  'x-error-codes'?: string[];
  headers?: Record<string, object>;
}
interface Parameter {
  $ref?: string;
  name?: string;
}
interface Operation {
  operationId: string;
  'x-permission'?: string;
  security: object[];
  parameters?: Parameter[];
  requestBody?: object;
  responses: Record<string, Response>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, object>>;
}

async function served(): Promise<Document> {
  const { status, body } = await api.anonymous().raw({ method: 'GET', url: '/api/openapi.json' });
  expect(status).toBe(200);
  return body as Document;
}

/** Resolves a reference into the components; returns other values unchanged. */
function behind<T extends { $ref?: string }>(document: Document, thing: T | undefined): T | undefined {
  const [kind = '', name = ''] = thing?.$ref?.split('/').slice(-2) ?? [];
  return name === '' ? thing : (document.components[kind]?.[name] as T);
}

test('each endpoint is described with its permission, inputs, responses and errors', async () => {
  const document = await served();
  const { openapi, paths } = document;
  expect(openapi).toBe('3.1.0');
  for (const endpoint of allEndpoints) {
    const path = `${basePath}${endpoint.path.replace(/:(\w+)/g, '{$1}')}`;
    const operation = paths[path]?.[endpoint.method.toLowerCase()];
    expect(operation?.operationId).toBe(endpoint.id);
    const isGuarded = (Permission.options as string[]).includes(endpoint.access);
    expect(operation?.['x-permission']).toBe(isGuarded ? endpoint.access : undefined);
    const isForKeys = isGuarded && !endpoint.isForPeople;
    const ways = [...(isForKeys ? [{ apiKey: [endpoint.access] }] : []), { cookie: [] }];
    expect(operation?.security).toEqual(endpoint.access === 'public' ? [] : ways);
    const success = operation?.responses[endpoint.status];
    const isRepeatable = endpoint.method === 'POST' && isGuarded;
    expect(success?.headers).toHaveProperty('X-Request-Id');
    expect('RateLimit' in (success?.headers ?? {})).toBe(isForKeys);
    expect('Idempotency-Replayed' in (success?.headers ?? {})).toBe(isRepeatable);
    expect('ETag' in (success?.headers ?? {})).toBe(isTagged(endpoint));
    expect('304' in (operation?.responses ?? {})).toBe(isTagged(endpoint));
    const noun = nouns[endpoint.id.split('.')[0] as keyof typeof nouns];
    expect('Location' in (success?.headers ?? {})).toBe(locationOf(endpoint, noun) !== undefined);
    expect(Boolean(operation?.requestBody)).toBe(
      Boolean(endpoint.body ?? endpoint.rawBody ?? endpoint.multipart),
    );
    for (const code of errorsOf(endpoint)) {
      const refusal = behind(document, operation?.responses[errorStatus[code]]);
      expect(refusal?.['x-error-codes']).toContain(code);
      if ([429, 503].includes(errorStatus[code])) expect(refusal?.headers).toHaveProperty('Retry-After');
    }
    const names = Object.keys({ ...endpoint.params?.shape, ...endpoint.query?.shape });
    if (isRepeatable) names.push('Idempotency-Key');
    if (isTagged(endpoint)) names.push('If-None-Match');
    if (endpoint.isConditional) names.push('If-Match');
    const described = operation?.parameters?.map((parameter) => behind(document, parameter)?.name);
    expect(described?.sort()).toEqual(names.sort());
  }
});

test('each reference resolves', async () => {
  const document = await served();
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)];
  expect(references.length).toBeGreaterThan(500);
  for (const [, kind = '', name = ''] of references)
    expect(Object.keys(document.components[kind] ?? {})).toContain(name);
});

test('each error code belongs to an endpoint and has a page in both languages', async () => {
  const used = new Set([...routingErrors, ...allEndpoints.flatMap((endpoint) => errorsOf(endpoint))]);
  expect(errorCodes.filter((code) => !used.has(code))).toEqual([]);
  for (const code of errorCodes) {
    for (const [language, phrase] of [
      ['en', 'lang="en"'],
      ['de', 'lang="de"'],
    ] as const) {
      const headers = { 'accept-language': language };
      const page = await api.anonymous().raw({ method: 'GET', url: `/api/problems/${code}`, headers });
      expect(page.status).toBe(200);
      expect(page.body).toContain(phrase);
      expect(String(page.body).split('<main')[1]).not.toMatch(/problems\.|[{}]/);
    }
  }
  const unknown = await api.anonymous().raw({ method: 'GET', url: '/api/problems/nonsense' });
  expect(unknown.status).toBe(404);
});

test('the documentation can be browsed without inline scripts', async () => {
  const page = await api.anonymous().raw({ method: 'GET', url: '/api/docs' });
  const scripts = [...String(page.body).matchAll(/<script([^>]*)>([^<]*)/g)];
  expect(scripts.length).toBeGreaterThan(0);
  expect(page.body).not.toMatch(/https?:|style=|<style/);
  for (const [, url = ''] of String(page.body).matchAll(/<link rel="stylesheet" href="([^"]+)"/g))
    expect((await api.anonymous().raw({ method: 'GET', url })).status).toBe(200);
  for (const [, attributes, inline] of scripts) {
    expect(inline).toBe('');
    const url = /src="([^"]+)"/.exec(attributes ?? '')?.[1] ?? '';
    expect((await api.anonymous().raw({ method: 'GET', url })).status).toBe(200);
  }
  const policy = String(page.headers['content-security-policy']);
  expect(/script-src ([^;]+)/.exec(policy)?.[1]).toBe("'self'");
  expect((await api.anonymous().raw({ method: 'GET', url: '/api/docs/package.json' })).status).toBe(404);
});

test('the integration guides are pages of the documentation, without dead links', async () => {
  for (const name of ['integrating', 'client', 'webhooks', 'changes', 'importing']) {
    const page = await api.anonymous().raw({ method: 'GET', url: `/api/docs/guides/${name}` });
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toContain('text/html');
    const text = String(page.body);
    expect(text).toMatch(/<h1 id="[\w-]+">/);
    for (const [, url = ''] of text.matchAll(/href="(\/api[^"#]*)/g))
      expect((await api.anonymous().raw({ method: 'GET', url })).status, url).toBe(200);
    expect(text).not.toMatch(/href="[^"]*\.md/);
  }
  const secret = await api.anonymous().raw({ method: 'GET', url: '/api/docs/guides/operating' });
  expect(secret.status).toBe(404);
});
