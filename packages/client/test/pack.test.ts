import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problem, type Received, type Reply, useServer } from './server.ts';
import { typedProgram } from './typed-program.ts';

const home = path.resolve(import.meta.dirname, '..');
const compiler = path.join(home, '../../node_modules/typescript/lib/tsc.js');
const typeRoots = [path.join(home, '../../node_modules/@types')];
const folder = mkdtempSync(path.join(tmpdir(), 'muster-packed-'));
const project = path.join(folder, 'project');
const run = promisify(execFile);
const guide = readFileSync(path.join(home, '../../docs/guides/client.md'), 'utf8');

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}
let packed: Packed;

/**
 * Runs npm as in an empty folder of another user: without the settings of the person who runs the tests, and
 * without a cache.
 */
function npm(args: readonly string[], cwd: string): string {
  const foreign = Object.entries(process.env).filter(
    ([name]) => !/^npm_|^INIT_CWD$|^NODE_OPTIONS$/i.test(name),
  );
  const env = {
    ...Object.fromEntries(foreign),
    npm_config_cache: path.join(folder, 'cache'),
    npm_config_update_notifier: 'false',
  };
  return execFileSync('npm', args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

beforeAll(() => {
  packed = JSON.parse(npm(['pack', '--json', '--pack-destination', folder], home))[0];
  mkdirSync(project);
  writeFileSync(path.join(project, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }');
  const tarball = path.join(folder, packed.filename);
  npm(['install', '--offline', '--no-audit', '--no-fund', tarball], project);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package that is published', () => {
  test('contains the program, its types and its documentation, and nothing else', () => {
    const files = packed.files.map((file) => file.path);
    expect(files).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'package.json', 'dist/index.js', 'dist/index.d.ts']),
    );
    expect(
      files.filter((file) => !/^(LICENSE|README\.md|package\.json|dist\/[\w/]+\.(d\.c?ts|c?js))$/.test(file)),
    ).toEqual([]);
    const texts = files.map((file) =>
      readFileSync(path.join(project, 'node_modules/@muster/client', file), 'utf8'),
    );
    const isForAnything = (file = '') => file.startsWith('dist/') && file !== 'dist/cli.js';
    const code = texts.filter((_, index) => isForAnything(files[index])).join('\n');
    expect(code).not.toMatch(/\bzod\b|@muster\/contracts|from 'node:/);
  });

  test('depends on nothing', () => {
    const installed = readdirSync(path.join(project, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(installed).toEqual(['@muster']);
    expect(readdirSync(path.join(project, 'node_modules/@muster'))).toEqual(['client']);
  });
});

describe('in an empty project', () => {
  const server = useServer();

  test('a small program runs', async () => {
    server.answers(
      { status: 502 },
      { status: 201, body: { id: 'u1', name: 'Ada' } },
      { body: { data: [{ name: 'Ada' }], nextCursor: 'c' } },
      { body: { data: [{ name: 'Grace' }], nextCursor: null } },
      { status: 409, body: { code: 'user_exists', status: 409, title: 'There already.', requestId: 'r' } },
    );
    const program = `
      import { createMuster, ProblemError, verifyWebhook } from '@muster/client';
      const muster = createMuster({ baseUrl: process.argv[2], apiKey: 'mst_test_key', retryDelay: 1 });
      const said = [(await muster.users.create({ email: 'ada@example.org' })).name];
      for await (const user of muster.users.list()) said.push(user.name);
      await muster.users.create({ email: 'ada@example.org' }).catch((error) => {
        said.push(error instanceof ProblemError, error.code);
      });
      await verifyWebhook('{}', {}, 'whsec_AAAA').catch((error) => said.push(error.reason));
      console.log(JSON.stringify(said));
    `;
    writeFileSync(path.join(project, 'program.js'), program);
    const { stdout } = await run(process.execPath, ['program.js', server.url], { cwd: project });
    expect(JSON.parse(stdout)).toEqual(['Ada', 'Ada', 'Grace', true, 'user_exists', 'header_missing']);
  });

  test.each([
    ['a program with `require`', 'program.cjs', "const { createMuster } = require('@muster/client');"],
    [
      'a page with the file for browsers',
      'page.js',
      "import { createMuster } from './node_modules/@muster/client/dist/browser.js';",
    ],
  ])('%s runs', async (_, file, line) => {
    server.answers({ body: { data: [{ name: 'Ada' }], nextCursor: null } });
    writeFileSync(
      path.join(project, file),
      `${line}
      const muster = createMuster({ baseUrl: process.argv[2], apiKey: 'mst_test_key' });
      muster.users.list().then(({ data }) => console.log(data[0].name));`,
    );
    const { stdout } = await run(process.execPath, [file, server.url], { cwd: project });
    expect(stdout).toBe('Ada\n');
  });

  test('the command of the package runs', async () => {
    const { stdout } = await run(path.join(project, 'node_modules/.bin/muster'), ['groups'], {
      cwd: project,
    });
    expect(stdout.split('\n')).toContain('add-users');
  });

  test.each([
    ['Node', { module: 'nodenext', lib: ['es2023'], types: ['node'], typeRoots }],
    [
      'browsers',
      { module: 'esnext', moduleResolution: 'bundler', lib: ['es2023', 'dom', 'dom.iterable'], types: [] },
    ],
  ])('a small program for %s type-checks, including the declarations of the package', async (_, options) => {
    const compilerOptions = { strict: true, noEmit: true, target: 'es2022', skipLibCheck: false, ...options };
    writeFileSync(path.join(project, 'program.ts'), typedProgram);
    writeFileSync(
      path.join(project, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['program.ts'] }),
    );
    const { stdout } = await run(process.execPath, [compiler, '-p', project]).catch(
      (error) => error as { stdout: string },
    );
    expect(stdout.split('\n').filter((line) => !line.startsWith('../') && line !== '')).toEqual([]);
  });

  test('its types match the contracts', async () => {
    const check = `
      import type { Muster as Published } from '@muster/client';
      import type { Muster as Source } from '${path.join(home, 'src/index.ts')}';
      type Call<F> = F extends (...input: never) => infer R ? R : never;
      type Answers<M> = { [N in keyof M]: { [V in keyof M[N]]: Awaited<Call<M[N][V]>> } };
      type Taken<F> = F extends (input: infer I, ...rest: never) => unknown ? I : never;
      type Inputs<M> = { [N in keyof M]: { [V in keyof M[N]]: Taken<M[N][V]> } };
      export const published = (source: Answers<Source>): Answers<Published> => source;
      export const source = (written: Answers<Published>): Answers<Source> => written;
      export const input = (written: Inputs<Published>): Inputs<Source> => written;
    `;
    const base = JSON.parse(readFileSync(path.join(home, '../../tsconfig.base.json'), 'utf8'));
    const own = {
      exactOptionalPropertyTypes: false,
      lib: ['ES2024', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
    };
    writeFileSync(path.join(project, 'check.ts'), check);
    writeFileSync(
      path.join(project, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { ...base.compilerOptions, ...own }, files: ['check.ts'] }),
    );
    const { stdout } = await run(process.execPath, [compiler, '-p', project]).catch(
      (error) => error as { stdout: string },
    );
    expect(stdout).toBe('');
  });
});

describe('the guide', () => {
  const server = useServer();
  const blocks = [...guide.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
  // Later blocks of the guide build on the first one.
  const ahead = `import { createMuster as create } from '@muster/client';
    const muster = create({ baseUrl: process.env.MUSTER_URL ?? '', apiKey: 'mst_test_key' });\n`;
  const programs = blocks.map((block) => (block.includes('const muster =') ? block : ahead + block));

  const files = programs.map((_, index) => `guide-${index}.ts`);
  beforeAll(() => {
    for (const [index, file] of files.entries())
      writeFileSync(path.join(project, file), `${programs[index]}\nexport {};`);
  });

  test('shows code that type-checks', async () => {
    const compilerOptions = {
      ...{ strict: true, noEmit: true, target: 'es2022', module: 'nodenext', skipLibCheck: true },
      ...{ lib: ['es2023', 'dom', 'dom.iterable'], types: ['node'], typeRoots },
    };
    writeFileSync(path.join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
    const { stdout } = await run(process.execPath, [compiler, '-p', project]).catch(
      (error) => error as { stdout: string },
    );
    expect(stdout).toBe('');
    expect(files.length).toBeGreaterThan(8);
  });

  test('shows code that runs and works as described', async () => {
    server.answers(...Array.from({ length: 100 }, () => anything));
    const env = { ...process.env, MUSTER_URL: server.url, MUSTER_API_KEY: 'mst_test_key' };
    const said: string[] = [];
    for (const file of files) {
      const { stdout, stderr } = await run(process.execPath, [file], { cwd: project, env });
      said.push(stdout + stderr);
    }
    expect(said.map((text) => text.trim().split('\n'))).toMatchInlineSnapshot(`
      [
        [
          "u1 invited",
        ],
        [
          "",
        ],
        [
          "ada@example.com",
          "ada@example.com",
        ],
        [
          "1 2",
          "1",
          "1",
        ],
        [
          "user.activated Ada",
        ],
        [
          "",
        ],
        [
          "{ create: 1 }",
          "email",
        ],
        [
          "There already: u2",
        ],
        [
          "",
        ],
        [
          "400",
        ],
        [
          "users.count ends 2026-12-31T23:59:59.000Z: undefined",
        ],
      ]
    `);
  });
});

/** A reply that fits each endpoint of the guide. */
function anything({ method, url, headers }: Received): Reply {
  const query = new URL(url, 'http://muster.test').searchParams;
  const user = { id: 'u1', email: 'ada@example.com', status: 'invited', name: 'Ada' };
  if (url.includes('/events'))
    return {
      body: { data: [{ id: 'e1', type: 'user.activated', data: { user } }], nextAfter: 'e1', hasMore: false },
    };
  if (url.includes('/users/export.csv'))
    return { headers: { 'content-type': 'text/csv' }, body: 'email\r\n' };
  if (url.includes('/users/count')) {
    return {
      headers: { deprecation: '@1767225600', sunset: 'Thu, 31 Dec 2026 23:59:59 GMT' },
      body: { total: 1 },
    };
  }
  if (url.includes('/user-imports')) return { status: 201, body: { counts: { create: 1 } } };
  if (method === 'GET')
    return { body: { data: [user], nextCursor: query.has('cursor') ? null : 'c1', total: 2 } };
  const isGrace = headers['content-length'] === String(JSON.stringify({ email: 'grace@example.com' }).length);
  if (isGrace) return problem(409, 'user_exists', { userId: 'u2' });
  return { status: 201, body: user };
}
