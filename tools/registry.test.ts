import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { registryFiles } from './registry.ts';
import { ROOT } from './start/stamp.mjs';

test.each(Object.entries(registryFiles()))('%s is up to date and imports files that exist', (file, text) => {
  expect(readFileSync(path.join(ROOT, file), 'utf8')).toBe(text);
  const imported = [...text.matchAll(/from '([^']+)'/g)].map(([, name = '']) => name);
  expect(imported.length).toBeGreaterThan(10);
  const missing = imported.filter((name) => !existsSync(path.join(ROOT, path.dirname(file), name)));
  expect(missing).toEqual([]);
});
