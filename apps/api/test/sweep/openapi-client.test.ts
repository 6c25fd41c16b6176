import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { expect, test } from 'vitest';
import { password } from '../given.ts';
import { useApi } from '../harness.ts';

const api = useApi();
const run = promisify(execFile);
const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../../../', import.meta.url));
// The repository's compiler, not the older one that openapi-typescript uses.
const tsc = join(createRequire(join(root, 'package.json')).resolve('typescript/package.json'), '../bin/tsc');
const settings = {
  target: 'ES2024',
  module: 'NodeNext',
  lib: ['ES2024', 'DOM', 'DOM.Iterable'],
  types: ['node'],
  strict: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  skipLibCheck: true,
};

test('a generated client compiles, signs in, and adds and deactivates a user', async () => {
  const { body } = await api.anonymous().raw({ method: 'GET', url: '/api/openapi.json' });
  const owner = await api.given.anOwner();
  // Within the package, so that the program finds its dependencies.
  mkdirSync(join(here, '../.cache'), { recursive: true });
  const folder = mkdtempSync(join(here, '../.cache/client-'));
  try {
    const types = astToString(await openapiTypescript(body as never, { silent: true }));
    writeFileSync(join(folder, 'schema.d.ts'), types);
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: settings }));
    copyFileSync(join(here, 'openapi-client.program.txt'), join(folder, 'program.ts'));
    const compiled = await run(process.execPath, [tsc, '-p', folder]).catch(
      (error: { stdout: string }) => error,
    );
    expect(compiled.stdout).toBe('');

    const url = await api.app.listen({ host: '127.0.0.1', port: 0 });
    const program = join(folder, 'program.ts');
    const { stdout } = await run(process.execPath, [program, url, owner.email, password]);
    expect(JSON.parse(stdout)).toEqual({
      groups: ['Drivers'],
      listed: ['ada@example.com'],
      isDuplicate: true,
      duplicateOf: true,
      status: 'deactivated',
      forbidden: 'forbidden',
      requestId: true,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
