import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { manifests } from '../packages/contracts/src/generated/manifests.ts';
import { nouns } from '../packages/contracts/src/nouns.ts';
import { registryFiles } from './registry.ts';
import { ROOT } from './start/stamp.mjs';

test.each(Object.entries(await registryFiles()))(
  '%s is up to date and imports files that exist',
  (file, text) => {
    expect(readFileSync(path.join(ROOT, file), 'utf8')).toBe(text);
    const imported = [...text.matchAll(/from '([^']+)'/g)]
      .map(([, name = '']) => name)
      .filter((name) => name.startsWith('.'));
    expect(text.split('\n').length).toBeGreaterThan(5);
    const missing = imported.filter((name) => !existsSync(path.join(ROOT, path.dirname(file), name)));
    expect(missing).toEqual([]);
  },
);

test('manifests and features state their noun', () => {
  expect(Object.values(manifests).map(({ noun }) => noun)).toEqual(Object.keys(nouns));
  const features = Object.entries(manifests)
    .map(([name, { noun }]) => ({ name, file: `apps/api/src/features/${nouns[noun]}/${noun}/feature.ts` }))
    .filter(({ file }) => existsSync(path.join(ROOT, file)));
  expect(features.length).toBeGreaterThan(10);
  for (const { name, file } of features)
    expect(readFileSync(path.join(ROOT, file), 'utf8')).toContain(`noun: ${name}Manifest,`);
});
