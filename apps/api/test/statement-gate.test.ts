import { loadModule } from 'libpg-query';
import { beforeAll, describe, expect, test } from 'vitest';
import { accountContext } from '../src/platform/context/account-context.ts';
import { noRequest, systemActor } from '../src/platform/context/actor.ts';
import { acrossAccounts } from '../src/platform/db/across-accounts.ts';
import { openDriver } from '../src/platform/db/driver.ts';
import { sql } from '../src/platform/db/sql.ts';
import { useApi } from './harness.ts';
import { readTables } from './proof/tables.ts';
import { faultsOfList } from './statement-coverage.ts';
import { callerAmong, faultOf, isTest } from './statement-gate.ts';

beforeAll(loadModule);

const own = '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d';
const other = '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1e';

/** The problem of a statement of the account with the id `$1`; null if there is none. */
const fault = (text: string, values: unknown[] = [own]) => faultOf({ text, values }, { accountId: own });

test('the schema has the tables that belong to accounts', () => {
  const tables = readTables();
  const ofAccounts = [...tables].filter(([, columns]) => columns.has('account_id'));
  expect(ofAccounts).toHaveLength(30);
  expect(tables.get('accounts')).toContain('seats_used');
  expect(tables.get('accounts')).not.toContain('users');
  expect(tables.get('rate_limits')).not.toContain('account_id');
});

const accepted: Readonly<Record<string, string>> = {
  'a table that is bound': 'SELECT id FROM users WHERE account_id = $1::uuid AND id = $2',
  'the account itself': 'SELECT name FROM accounts WHERE id = $1',
  'tables of no account': 'SELECT points FROM rate_limits WHERE key = $2',
  'a join by the account': `SELECT 1 FROM users u JOIN groups g ON g.account_id = u.account_id AND g.name = u.name
    WHERE u.account_id = $1`,
  'a join of three, bound at the last': `SELECT 1 FROM users u JOIN groups g ON g.account_id = u.account_id
    JOIN accounts a ON a.id = g.account_id WHERE a.id = $1`,
  USING: 'SELECT 1 FROM users JOIN groups USING (account_id) WHERE account_id = $1',
  'an outer join whose other side is bound': `SELECT 1 FROM users u LEFT JOIN groups g ON g.account_id = u.account_id
    WHERE u.account_id = $1`,
  'an outer join that is filtered by both': `SELECT 1 FROM users u LEFT JOIN groups g ON g.account_id = $1
    WHERE u.account_id = g.account_id`,
  'a comparison of rows': 'SELECT 1 FROM users WHERE (account_id, id) = ($1::uuid, $2::uuid)',
  'IN (SELECT …) of rows': `SELECT 1 FROM users u WHERE (u.account_id, u.id) IN (
    SELECT account_id, user_id FROM group_memberships WHERE account_id = $1)`,
  '= ANY (SELECT …)': 'SELECT 1 FROM users WHERE account_id = ANY (SELECT id FROM accounts WHERE id = $1)',
  'a scalar sub-query': 'SELECT 1 FROM users WHERE account_id = (SELECT id FROM accounts WHERE id = $1)',
  'a correlated sub-query': `SELECT (SELECT count(*) FROM groups g WHERE g.account_id = u.account_id)
    FROM users u WHERE u.account_id = $1`,
  'EXISTS below OR and NOT, bound within': `SELECT 1 FROM users u WHERE u.account_id = $1 AND (u.name = '' OR NOT EXISTS (
    SELECT 1 FROM invitations i WHERE i.account_id = u.account_id AND i.user_id = u.id))`,
  WITH: `WITH mine AS (SELECT account_id, id FROM users WHERE account_id = $1)
    SELECT 1 FROM mine m JOIN groups g ON g.account_id = m.account_id`,
  'WITH and column aliases': `WITH mine(a, b) AS (SELECT account_id, id FROM users WHERE account_id = $1)
    SELECT 1 FROM groups g JOIN mine ON g.account_id = mine.a`,
  'a sub-query in FROM': `SELECT 1 FROM (SELECT * FROM users WHERE account_id = $1) u
    JOIN groups g ON g.account_id = u.account_id`,
  LATERAL: `SELECT 1 FROM users u CROSS JOIN LATERAL (
    SELECT 1 FROM groups g WHERE g.account_id = u.account_id LIMIT 1) x WHERE u.account_id = $1`,
  'UNION of bound branches': `SELECT 1 FROM (SELECT account_id FROM users WHERE account_id = $1
    UNION ALL SELECT account_id FROM groups WHERE account_id = $1) x
    JOIN events e ON e.account_id = x.account_id`,
  'INSERT of values': 'INSERT INTO groups (id, account_id) VALUES ($2, $1), ($3, $1)',
  'INSERT of rows passed as parameters': `INSERT INTO groups (account_id, name)
    SELECT $1::uuid, n.name FROM unnest($2::text[]) AS n(name)`,
  'INSERT from a table': `INSERT INTO groups (account_id, name) SELECT account_id, name FROM users WHERE account_id = $1`,
  'INSERT of an account': `INSERT INTO accounts (id, name) VALUES ($1, $2)`,
  'RETURNING, and a statement that uses it': `WITH gone AS (DELETE FROM users WHERE account_id = $1 RETURNING account_id, id)
    UPDATE invitations i SET user_id = NULL FROM gone WHERE i.account_id = gone.account_id`,
  'RETURNING of an INSERT': `WITH made AS (INSERT INTO groups (account_id) VALUES ($1) RETURNING *)
    INSERT INTO events (account_id, id) SELECT m.account_id, m.id FROM made m`,
  'ON CONFLICT within the account': `INSERT INTO idempotent_answers AS a (account_id, hash) VALUES ($1, $2)
    ON CONFLICT (account_id, hash) DO UPDATE SET status = excluded.status`,
  'ON CONFLICT DO NOTHING': 'INSERT INTO groups (account_id) VALUES ($1) ON CONFLICT DO NOTHING',
  'UPDATE and DELETE':
    'DELETE FROM users u USING groups g WHERE u.account_id = g.account_id AND g.account_id = $1',
  locks: 'SELECT 1 FROM users u WHERE u.account_id = $1 FOR UPDATE OF u',
  'savepoints and settings': 'SAVEPOINT part; SET LOCAL plan_cache_mode = auto',
};

const refused: Readonly<Record<string, string>> = {
  'a table that is not bound': 'SELECT id FROM users WHERE id = $1',
  'the account by another column': 'SELECT id FROM accounts WHERE name = $1',
  'a second table that is not bound':
    'SELECT 1 FROM users u JOIN groups g ON g.name = u.name WHERE u.account_id = $1',
  'the same table twice, once bound':
    'SELECT 1 FROM users a, users b WHERE a.account_id = $1 AND a.id = b.id',
  'a comparison other than equality': 'SELECT 1 FROM users WHERE account_id >= $1',
  'a constant': `SELECT 1 FROM users WHERE account_id = '${own}'`,
  'a list': 'SELECT 1 FROM users WHERE account_id IN ($1, $2)',
  'an array': 'SELECT 1 FROM users WHERE account_id = ANY ($1)',
  'an expression that only looks like a column':
    'SELECT 1 FROM users WHERE account_id = coalesce($1, account_id)',
  OR: 'SELECT 1 FROM users WHERE account_id = $1 OR id = $2',
  NOT: 'SELECT 1 FROM users WHERE NOT account_id = $1',
  CASE: 'SELECT 1 FROM users WHERE CASE WHEN $2 THEN account_id = $1 ELSE true END',
  'USING another column': 'SELECT 1 FROM users u JOIN groups g USING (id) WHERE u.account_id = $1',
  'the outer side of an outer join': `SELECT 1 FROM users u LEFT JOIN groups g
    ON g.account_id = u.account_id AND u.account_id = $1`,
  'the outer side, bound through the inner one': `SELECT 1 FROM users u LEFT JOIN groups g
    ON g.account_id = u.account_id AND g.account_id = $1`,
  'the outer side of RIGHT JOIN':
    'SELECT 1 FROM groups g RIGHT JOIN users u ON g.account_id = $1 AND u.account_id = $1',
  'both sides of FULL JOIN':
    'SELECT 1 FROM users u FULL JOIN groups g ON u.account_id = $1 AND g.account_id = $1',
  'a comparison of rows in the wrong order':
    'SELECT 1 FROM users WHERE (account_id, id) = ($2::uuid, $1::uuid)',
  'IN (SELECT …) that is not bound': `SELECT 1 FROM users WHERE account_id IN (SELECT account_id FROM groups)`,
  'NOT IN (SELECT …)': `SELECT 1 FROM users WHERE account_id NOT IN (SELECT id FROM accounts WHERE id = $1)`,
  'an uncorrelated sub-query': 'SELECT (SELECT count(*) FROM groups) FROM users WHERE account_id = $1',
  'a sub-query in a condition': `SELECT 1 FROM users WHERE account_id = $1 AND (name = '' OR EXISTS (
    SELECT 1 FROM invitations i WHERE i.user_id = users.id))`,
  'WITH that is not bound': `WITH all_of_them AS (SELECT account_id, id FROM users)
    SELECT 1 FROM all_of_them a WHERE a.account_id = $1`,
  'WITH that aliases another column as the account': `WITH x AS (SELECT id AS account_id FROM users WHERE account_id = $1)
    SELECT 1 FROM groups g JOIN x ON g.account_id = x.account_id`,
  'a count over all accounts, filtered later': `SELECT 1 FROM (SELECT account_id, count(*) FROM users GROUP BY account_id) u
    WHERE u.account_id = $1`,
  'LATERAL without a correlation': `SELECT 1 FROM users u CROSS JOIN LATERAL (SELECT 1 FROM groups LIMIT 1) x
    WHERE u.account_id = $1`,
  'UNION with a branch that is not bound': `SELECT account_id FROM users WHERE account_id = $1
    UNION ALL SELECT account_id FROM groups`,
  'a UNION bound in one branch only': `SELECT 1 FROM (SELECT account_id FROM users WHERE account_id = $1
    UNION ALL SELECT $2::uuid) x JOIN events e ON e.account_id = x.account_id`,
  'INSERT for another account': 'INSERT INTO groups (account_id, name) VALUES ($2, $1)',
  'INSERT of several rows, one for another account': 'INSERT INTO groups (account_id) VALUES ($1), ($2)',
  'INSERT without an account': 'INSERT INTO groups (name) VALUES ($1)',
  'INSERT of accounts passed as parameters': `INSERT INTO groups (account_id, name)
    SELECT n.account_id, n.name FROM unnest($1::uuid[], $2::text[]) AS n(account_id, name)`,
  'INSERT from a table that is not bound': 'INSERT INTO groups (account_id) SELECT $1::uuid FROM users',
  'RETURNING of a statement that is not bound': `WITH gone AS (DELETE FROM users WHERE id = $2 RETURNING account_id)
    SELECT 1 FROM groups g JOIN gone ON g.account_id = gone.account_id WHERE g.account_id = $1`,
  'ON CONFLICT with a row of any account': `INSERT INTO groups (account_id, id) VALUES ($1, $2)
    ON CONFLICT (id) DO UPDATE SET name = ''`,
  'UPDATE of all rows': `UPDATE users SET name = $1`,
  'UPDATE that moves rows to another account': 'UPDATE users SET account_id = $2 WHERE account_id = $1',
  'UPDATE from an unbound table':
    'UPDATE users u SET name = g.name FROM groups g WHERE u.account_id = $1 AND g.id = $2',
  'DELETE of all rows': 'DELETE FROM users',
  'a second statement': 'SELECT 1 FROM users WHERE account_id = $1; DELETE FROM groups',
  'other kinds of statement': 'TRUNCATE users',
  MERGE: `MERGE INTO users u USING groups g ON u.account_id = $1 AND g.account_id = $1
    WHEN MATCHED THEN DELETE`,
};

describe('a statement of an account', () => {
  test.each(Object.entries(accepted))('may contain %s', (_, text) => {
    expect(fault(text, [own, 'anything', 'else'])).toBeNull();
  });

  test.each(Object.entries(refused))('may not contain %s', (_, text) => {
    expect(fault(text, [own, other, 'else'])).toMatch(
      /Nothing shows that only rows of the account are touched/,
    );
  });

  test.each(Object.entries(accepted).filter(([, text]) => text.includes('$1')))(
    "is refused with another account's id: %s",
    (name, text) => {
      const touchesNothing = ['tables of no account'].includes(name);
      expect(fault(text, [other, own, own]) === null).toBe(touchesNothing);
    },
  );

  test('is refused with the names of the unbound tables', () => {
    expect(fault('SELECT 1 FROM users u, groups g WHERE u.account_id = $1')).toMatch(/: groups g\.$/);
  });
});

test('a statement across accounts may use any table, one without a scope only tables without accounts', () => {
  const statement = { text: 'SELECT 1 FROM users', values: [] };
  expect(faultOf(statement, { reason: 'a test' })).toBeNull();
  expect(faultOf(statement, null)).toMatch(/has no scope/);
  expect(faultOf({ text: 'SELECT 1 FROM rate_limits', values: [] }, null)).toBeNull();
});

describe('the gate inspects every way to run SQL', () => {
  const api = useApi();
  const seen: string[] = [];
  const statement = sql`SELECT 1 AS one`;

  /** The application's dependencies, with an inspection of its statements. */
  function watched() {
    seen.length = 0;
    const inspect: Parameters<typeof openDriver>[1] = (_, scope) => {
      seen.push(scope === null ? 'none' : 'reason' in scope ? scope.reason : scope.accountId);
    };
    return {
      ...api.deps,
      ...openDriver(api.deps.pool, inspect),
      queryByKey: openDriver(api.deps.pool, inspect).query,
      inspect,
    };
  }

  test('in the context of an account', async () => {
    const ctx = accountContext(watched(), own, systemActor, noRequest);
    await ctx.query(statement);
    await ctx.queryByKey(statement);
    await ctx.db.$queryRaw(statement);
    await ctx.db.$executeRaw`SELECT 1`;
    await ctx.sqlTransaction(async (tx) => {
      await tx.query(statement);
      tx.pipeline(statement);
    });
    await ctx.transaction(async (tx) => {
      await tx.query(statement);
      await tx.db.$queryRaw(statement);
      await tx.db.$executeRawUnsafe('SELECT 1');
    });
    expect(seen).toEqual(Array.from({ length: 9 }, () => own));
  });

  test('across accounts', async () => {
    const everywhere = acrossAccounts(watched(), 'a test');
    await everywhere.query(statement);
    await everywhere.queryByKey(statement);
    await everywhere.transaction((tx) => tx.$queryRaw(statement));
    expect(seen).toEqual(['a test', 'a test', 'a test']);
  });
});

test('a statement is attributed to the innermost file that is not part of the driver', () => {
  const root = new URL('../../../', import.meta.url).pathname;
  const passages = [
    'apps/api/test/statement-gate.ts',
    'apps/api/src/platform/db/driver.ts',
    'node_modules/pg/client.js',
  ];
  const files = [...passages, 'apps/api/src/features/a/b.ts', 'apps/api/src/features/c.ts'];
  expect(callerAmong(files.map((file) => root + file))).toBe('apps/api/src/features/a/b.ts');
  expect(callerAmong(files.map((file) => `file://${root}${file}`))).toBe('apps/api/src/features/a/b.ts');
  expect(callerAmong(['node:internal/process/task_queues', ''])).toBe('');
  expect(isTest('apps/api/src/features/a/b.test.ts')).toBe(true);
  expect(isTest('apps/api/test/given.ts')).toBe(true);
  expect(isTest('apps/api/src/features/a/b.ts')).toBe(false);
});

test('the list must have every statement, and after a full run only those that ran', () => {
  const [one, two] = ['-- sign-in\nSELECT 1;\n', '-- workers\nSELECT 2\nFROM users;\n'];
  const list = `-- The statements\n\n${one}\n${two}`;
  expect(faultsOfList([one, two], list, true)).toEqual([]);
  expect(faultsOfList([one], list, false)).toEqual([]);
  expect(faultsOfList([one], list, true)).toEqual([expect.stringContaining('no test runs it:\n-- workers')]);
  expect(faultsOfList([one, '-- new\nSELECT 3;\n'], list, false)).toEqual([
    expect.stringMatching(/^Not in .*\n-- new/),
  ]);
});
