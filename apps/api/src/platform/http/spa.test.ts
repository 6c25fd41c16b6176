import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance, type InjectOptions } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Dependencies } from '../../dependencies.ts';
import { serveSpa } from './spa.ts';

const folder = `${mkdtempSync(join(tmpdir(), 'muster-spa-'))}/`;
const app: FastifyInstance = Fastify();

beforeAll(async () => {
  writeFileSync(`${folder}index.html`, '<title>Muster</title>');
  writeFileSync(`${folder}icon.svg`, '<svg/>');
  writeFileSync(`${folder}pages.json`, JSON.stringify(['/', '/users', '/users/:id', '/activate']));
  app.decorateReply('problemCode', null);
  const deps = { config: { publicUrl: 'https://muster.test' } } as Dependencies;
  await serveSpa({ app, deps }, folder);
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const ask = async (url: string, method: InjectOptions['method'] = 'GET') => {
  const { statusCode, headers, body } = await app.inject({ method, url });
  const isPage =
    body.includes('<title>Muster') || (method === 'HEAD' && /html/.test(`${headers['content-type']}`));
  return { status: statusCode, isPage, headers };
};

test.each(['/', '/users', '/users/7?tab=1', `/activate%23${'a'.repeat(43)}`])('%s is a page', async (url) => {
  for (const method of ['GET', 'HEAD'] as const) {
    const { status, isPage, headers } = await ask(url, method);
    expect({ status, isPage }).toEqual({ status: 200, isPage: true });
    expect(headers['cache-control']).toBe('no-store');
  }
});

test.each(['/nothing', '/users/7/8', '//users', '/%00', `/${'x'.repeat(500)}`])(
  '%s shows the page with status 404',
  async (url) => {
    const { status, isPage, headers } = await ask(url);
    expect({ status, isPage }).toEqual({ status: 404, isPage: true });
    expect(headers['cache-control']).toBe('no-store');
  },
);

test.each(['/api', '/api/', '/API/v1/users', '//api/v1/users', '/api?x', '/assets/old.js', '/pages.json'])(
  '%s is no page',
  async (url) => {
    const { status, isPage, headers } = await ask(url);
    expect(status).toBe(404);
    if (url === '/pages.json') return;
    expect(isPage).toBe(false);
    expect(headers['content-type']).toContain('application/problem+json');
  },
);

test('a page is read, not changed', async () => {
  const allow = 'GET, HEAD, OPTIONS';
  const refused = await ask('/users', 'POST');
  expect({ status: refused.status, allow: refused.headers.allow }).toEqual({ status: 405, allow });
  const options = await ask('/users', 'OPTIONS');
  expect({ status: options.status, allow: options.headers.allow }).toEqual({ status: 204, allow });
  expect((await ask('/nothing', 'POST')).status).toBe(404);
});

test('browsers must revalidate files', async () => {
  const { status, headers } = await ask('/icon.svg');
  expect(status).toBe(200);
  expect(headers['cache-control']).toBe('no-cache');
  expect(headers.etag).toBeDefined();
});
