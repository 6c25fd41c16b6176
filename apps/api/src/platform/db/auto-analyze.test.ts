import { users } from '@muster/contracts/people/users';
import { expect, test, vi } from 'vitest';
import { anAddress } from '../../../test/given.ts';
import { useApi } from '../../../test/harness.ts';

const api = useApi();

async function analyzedRows(table: string): Promise<number> {
  const { rows } = await api.deps.pool.query<{ rows: number }>(
    `SELECT CASE WHEN s.last_analyze IS NULL THEN 0 ELSE c.reltuples::int END AS rows
     FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid WHERE s.relname = $1`,
    [table],
  );
  return rows[0]?.rows ?? 0;
}

test('a table that many rows were added to is planned for as it is, soon after', async () => {
  const owner = await api.given.anOwner();
  const many = (count: number) => Array.from({ length: count }, () => ({ email: anAddress() }));
  await owner.call(users.batch, { body: { users: many(700) } });
  await vi.waitFor(async () => expect(await analyzedRows('users')).toBeGreaterThanOrEqual(700), {
    timeout: 45_000,
    interval: 250,
  });
});
