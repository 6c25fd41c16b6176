import type { Migration } from '@muster/database/migrate/folder';

// Partial and expression indexes, check and exclusion constraints, collations, triggers, functions and views
// are invisible to Prisma's comparison: hand-written ones need nothing. A few kinds of index it sees but has
// no word for (INCLUDE, NULLS NOT DISTINCT, a column with its own collation or order of nulls), so it would
// drop them. The migration that makes one says so in a line of its own, by name, and only that index is then
// left alone.
const MARK = /^-- not in prisma: index "(?<name>[^"]+)"/gm;

/**
 * The names of the indexes that the migrations declare to be beyond Prisma's language, with lines like
 * `-- not in prisma: index "users_search_idx" (INCLUDE)`.
 */
export function findInexpressible(migrations: readonly Pick<Migration, 'sql'>[]): Set<string> {
  const names = migrations.flatMap(({ sql }) => [...sql.matchAll(MARK)].map((match) => match.groups?.name));
  return new Set(names.filter((name) => name !== undefined));
}

/**
 * Takes the dropping of these indexes, and nothing else, out of a script that Prisma wrote.
 *
 * @param sql Prisma's script: statements under comments such as `-- DropIndex`
 * @param names names of indexes that Prisma cannot express
 */
export function withoutInexpressible(sql: string, names: ReadonlySet<string>): string {
  return sql
    .replace(/-- DropIndex\nDROP INDEX "(?<name>[^"]+)";\n*/g, (statement: string, name: string) =>
      names.has(name) ? '' : statement,
    )
    .trimStart();
}
