import { allEndpoints } from '@muster/contracts/api';
import { basePath } from '@muster/contracts/endpoint';
import { errorCodes, errorStatus, errorsOf } from '@muster/contracts/errors';
import { Permission } from '@muster/contracts/permissions';
import { expect, test } from 'vitest';
import { useApi } from '../harness.ts';

const api = useApi();

interface Operation {
  operationId: string;
  'x-permission'?: string;
  security: object[];
  parameters?: { name: string; in: string }[];
  requestBody?: object;
  responses: Record<string, { 'x-error-codes'?: string[]; content?: object }>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
}

async function served(): Promise<Document> {
  const { status, body } = await api.anonymous().raw({ method: 'GET', url: '/api/openapi.json' });
  expect(status).toBe(200);
  return body as Document;
}

test('every endpoint is described with its permission, inputs, answers and errors', async () => {
  const { openapi, paths } = await served();
  expect(openapi).toBe('3.1.0');
  for (const endpoint of allEndpoints) {
    const path = `${basePath}${endpoint.path.replace(/:(\w+)/g, '{$1}')}`;
    const operation = paths[path]?.[endpoint.method.toLowerCase()];
    expect(operation?.operationId).toBe(endpoint.id);
    const isGuarded = (Permission.options as string[]).includes(endpoint.access);
    expect(operation?.['x-permission']).toBe(isGuarded ? endpoint.access : undefined);
    expect(operation?.security).toEqual(endpoint.access === 'public' ? [] : [{ cookie: [] }]);
    expect(operation?.responses[endpoint.status]).toBeDefined();
    expect(Boolean(operation?.requestBody)).toBe(
      Boolean(endpoint.body ?? endpoint.rawBody ?? endpoint.multipart),
    );
    for (const code of errorsOf(endpoint)) {
      expect(operation?.responses[errorStatus[code]]?.['x-error-codes']).toContain(code);
    }
    const names = Object.keys({ ...endpoint.params?.shape, ...endpoint.query?.shape });
    expect(operation?.parameters?.map(({ name }) => name).sort()).toEqual(names.sort());
  }
});

test('every reference leads somewhere', async () => {
  const document = await served();
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)];
  expect(references.length).toBeGreaterThan(50);
  for (const [, name = ''] of references) expect(document.components.schemas).toHaveProperty(name);
});

test('every error code belongs to an endpoint and has a page in both languages', async () => {
  const used = new Set(allEndpoints.flatMap((endpoint) => errorsOf(endpoint)));
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
      expect(String(page.body).split('<main>')[1]).not.toMatch(/problems\.|[{}]/);
    }
  }
  const unknown = await api.anonymous().raw({ method: 'GET', url: '/api/problems/nonsense' });
  expect(unknown.status).toBe(404);
});

test('the document can be browsed without inline script', async () => {
  const page = await api.anonymous().raw({ method: 'GET', url: '/api/docs' });
  const scripts = [...String(page.body).matchAll(/<script([^>]*)>([^<]*)/g)];
  expect(scripts.length).toBeGreaterThan(0);
  for (const [, attributes, inline] of scripts) {
    expect(inline).toBe('');
    const url = /src="([^"]+)"/.exec(attributes ?? '')?.[1] ?? '';
    expect((await api.anonymous().raw({ method: 'GET', url })).status).toBe(200);
  }
  const policy = String(page.headers['content-security-policy']);
  expect(/script-src ([^;]+)/.exec(policy)?.[1]).toBe("'self'");
  expect((await api.anonymous().raw({ method: 'GET', url: '/api/docs/package.json' })).status).toBe(404);
});
