import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const schemaDir = fileURLToPath(new URL('../../../../prisma/schema', import.meta.url));

/** The tables of the schema with their columns. */
export type Tables = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads the tables and their columns from the Prisma schema. */
export function readTables(): Tables {
  const files = readdirSync(schemaDir, { recursive: true, encoding: 'utf8' });
  const schema = files
    .filter((file) => file.endsWith('.prisma'))
    .map((file) => readFileSync(join(schemaDir, file), 'utf8'))
    .join('\n');
  const models = [...schema.matchAll(/^model (\w+) \{$(.*?)^\}$/gms)].map(([, name = '', body = '']) => ({
    name,
    body,
  }));
  const names = new Set(models.map(({ name }) => name));
  return new Map(
    models.map(({ name, body }) => {
      const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? name;
      const fields = [...body.matchAll(/^ {2}(\w+) +(\w+)(.*)$/gm)];
      const columns = fields
        .filter(([, , type = '']) => !names.has(type))
        .map(([, field = '', , rest = '']) => /@map\("(\w+)"\)/.exec(rest)?.[1] ?? field);
      return [table, new Set(columns)];
    }),
  );
}

/** Whether the rows of a table belong to an account. */
export function isOfAccounts(tables: Tables, table: string): boolean {
  return table === 'accounts' || tables.get(table)?.has('account_id') === true;
}

/** The column with the account of a row. */
export function accountColumn(table: string): string {
  return table === 'accounts' ? 'id' : 'account_id';
}

/**
 * Tables of accounts that a statement mentions but the analysis has not seen, e.g. in an unexpected kind of
 * statement.
 * @param seen the places where tables were found
 */
export function unseenTables(tree: unknown, seen: ReadonlySet<object>, tables: Tables): string[] {
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([key, value]) => {
    // FOR UPDATE OF contains names of the FROM clause, not tables.
    if (key === 'lockingClause') return [];
    const { relname } = value as { relname?: string };
    const isUnseen = relname !== undefined && !seen.has(value) && isOfAccounts(tables, relname);
    return [...(isUnseen ? [relname] : []), ...unseenTables(value, seen, tables)];
  });
}
