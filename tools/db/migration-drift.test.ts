import { expect, test } from 'vitest';
import { findInexpressible, withoutInexpressible } from './migration-drift.ts';

const SCRIPT = `-- DropIndex
DROP INDEX "users_search_idx";

-- DropIndex
DROP INDEX "users_name_idx";

-- AlterTable
ALTER TABLE "users" DROP COLUMN "nick";
`;

test('only an index declared as inexpressible in Prisma is ignored', () => {
  const sql = 'create table a (b int);\n-- not in prisma: index "users_search_idx" (INCLUDE)\ncreate index …';
  const left = withoutInexpressible(SCRIPT, findInexpressible([{ sql }]));
  expect(left).toBe(SCRIPT.slice(SCRIPT.indexOf('-- DropIndex', 1)));
});

test('a script that only drops declared indexes becomes empty', () => {
  const only = SCRIPT.slice(0, SCRIPT.indexOf('-- DropIndex', 1));
  expect(withoutInexpressible(only, new Set(['users_search_idx']))).toBe('');
});

test('without a declaration every difference is reported', () => {
  expect(
    withoutInexpressible(SCRIPT, findInexpressible([{ sql: 'create index "users_search_idx" …' }])),
  ).toBe(SCRIPT);
});
