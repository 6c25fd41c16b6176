import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const table = readFileSync(path.join(root, 'docs/guides/security-asvs.md'), 'utf8');
const rows = table.split('\n').filter((line) => /^\| \d/.test(line));

/** The paths that the table shortens. */
const shortened = { 'api/': 'apps/api/src/', 'test/': 'apps/api/test/', 'web/': 'apps/web/src/' };

function whole(name: string): string {
  const [short, long] = Object.entries(shortened).find(([prefix]) => name.startsWith(prefix)) ?? ['', ''];
  return path.join(root, long + name.slice(short.length));
}

test('every file that the security table names exists', () => {
  const named = [...table.matchAll(/`([\w./-]+\/[\w./-]+)`/g)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(80);
  const files = named.filter((name) => !/^(@|api\/$|test\/$|web\/$|apps\/\w+\/\w+\/$)/.test(name));
  expect(files.filter((name) => !existsSync(whole(name)))).toEqual([]);
});

test('what the security table says is met names where, and what is not says why', () => {
  expect(rows.length).toBeGreaterThan(90);
  for (const row of rows) {
    const [, , answer = '', where = ''] = row.split('|').map((cell) => cell.trim());
    expect(['yes', 'partly', 'no', '—', 'operator'], row).toContain(answer);
    expect(where.length, row).toBeGreaterThan(3);
  }
});
