import { expect, test } from 'vitest';
import { useApi } from '../../../../../test/harness.ts';
import { type Statement, sql } from '../../../../platform/db/sql.ts';
import { emailTurnsSql } from '../../../../platform/outgoing/email-lanes.ts';
import { nextSql } from './build-batches.ts';

const api = useApi();

const [accounts, mailsOfEach] = [1_000, 100];

interface Node {
  'Node Type': string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Relation Name'?: string;
  'Rows Removed by Filter'?: number;
  Plans?: Node[];
}

/** The parts of a plan that read the outbox, as they ran. */
async function scansOf({ text, values }: Statement): Promise<Node[]> {
  const { rows } = await api.deps.pool.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, [...values]);
  const nodes = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodes)];
  return nodes(rows[0]['QUERY PLAN'][0].Plan).filter((node) => node['Relation Name'] === 'emails');
}

const rowsRead = (scans: readonly Node[]) =>
  scans.reduce(
    (sum, node) => sum + node['Actual Loops'] * (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)),
    0,
  );

test('picking the next e-mails and giving a turn read few rows, however many wait', {
  timeout: 240_000,
}, async () => {
  const { pool } = api.deps;
  await pool.query(
    `INSERT INTO accounts (id, name) SELECT gen_random_uuid(), 'Crowd' FROM generate_series(1, $1)`,
    [accounts],
  );
  await pool.query(
    `INSERT INTO users (account_id, id, email, email_display, name)
     SELECT id, gen_random_uuid(), id || '@example.org', id || '@example.org', 'One' FROM accounts`,
  );
  await pool.query(
    `INSERT INTO emails (account_id, id, user_id, template, locale, "to", lane, turn, created_at)
     SELECT u.account_id, gen_random_uuid(), u.id, 'invitation', 'en', 'one@example.org', 'bulk', n, now()
     FROM users u, generate_series(1, $1) n`,
    [mailsOfEach],
  );
  await pool.query('ANALYZE emails');
  const next = await scansOf(nextSql(100));
  expect(next.map((node) => node['Node Type'])).toEqual(['Index Scan']);
  expect(rowsRead(next)).toBeLessThanOrEqual(100);
  const { id } = (await pool.query('SELECT id FROM accounts LIMIT 1')).rows[0];
  const turns = await scansOf(sql`WITH ${emailTurnsSql(id)} SELECT * FROM turns`);
  expect(turns.every((node) => node['Node Type'].startsWith('Index'))).toBe(true);
  expect(rowsRead(turns)).toBeLessThanOrEqual(10);
});
