import { users } from '@muster/contracts/people/users';
import type pg from 'pg';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { anAddress } from '../../../test/given.ts';
import { useApi } from '../../../test/harness.ts';
import { type AutoAnalyze, startAutoAnalyze } from './auto-analyze.ts';

const api = useApi();

async function analyzedRows(table: string): Promise<number> {
  const { rows } = await api.deps.pool.query<{ rows: number }>(
    `SELECT CASE WHEN s.last_analyze IS NULL THEN 0 ELSE c.reltuples::int END AS rows
     FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid WHERE s.relname = $1`,
    [table],
  );
  return rows[0]?.rows ?? 0;
}

test('a table is analyzed soon after many rows were added', async () => {
  const owner = await api.given.anOwner();
  const many = (count: number) => Array.from({ length: count }, () => ({ email: anAddress() }));
  await owner.call(users.batch, { body: { users: many(700) } });
  await vi.waitFor(async () => expect(await analyzedRows('users')).toBeGreaterThanOrEqual(700), {
    timeout: 45_000,
    interval: 250,
  });
});

describe('the watch for growing tables', () => {
  let autoAnalyze: AutoAnalyze;
  let outgrown: string[] = [];
  let failure: Error | null = null;
  const statements: string[] = [];
  beforeEach(async () => {
    vi.useFakeTimers();
    Object.assign(statements, { length: 0 });
    outgrown = [];
    failure = null;
    const query = async (text: string) => {
      statements.push(text.trim().split(' ')[0] === 'ANALYZE' ? text : 'look');
      if (failure) throw failure;
      return { rows: outgrown.map((name) => ({ name })) };
    };
    autoAnalyze = startAutoAnalyze({ query } as unknown as pg.Pool, pino({ level: 'silent' }));
    await pass(0);
  });
  afterEach(async () => {
    await autoAnalyze.close();
    vi.useRealTimers();
  });
  const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1_000);

  test('sends no statement while nobody writes', async () => {
    await pass(3_600);
    expect(statements).toEqual([]);
  });

  test('checks every second after a write, until the last changes are reported', async () => {
    autoAnalyze.onWrite();
    await pass(0);
    expect(statements).toEqual([]);
    await pass(1);
    expect(statements).toEqual(['look']);
    await pass(9);
    expect(statements).toHaveLength(10);
    autoAnalyze.onWrite();
    await pass(3_600);
    expect(statements.length).toBeGreaterThanOrEqual(35);
    expect(statements.length).toBeLessThan(40);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('starts at the first write after an idle time', async () => {
    autoAnalyze.onWrite();
    await pass(3_600);
    const before = statements.length;
    autoAnalyze.onWrite();
    autoAnalyze.onWrite();
    await pass(1);
    expect(statements).toHaveLength(before + 1);
  });

  test('analyzes tables that have grown', async () => {
    outgrown = ['users', '"groups"'];
    autoAnalyze.onWrite();
    await pass(1);
    expect(statements).toEqual(['look', 'ANALYZE (SKIP_LOCKED) users', 'ANALYZE (SKIP_LOCKED) "groups"']);
  });

  test('retries a database that does not respond', async () => {
    failure = new Error('terminating connection');
    autoAnalyze.onWrite();
    await pass(2);
    expect(statements).toEqual(['look', 'look']);
  });

  test('stops when it is closed', async () => {
    autoAnalyze.onWrite();
    await autoAnalyze.close();
    autoAnalyze.onWrite();
    await pass(10);
    expect(statements).toEqual([]);
  });
});
