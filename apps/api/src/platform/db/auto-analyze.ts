import type pg from 'pg';
import type { Logger } from 'pino';
import { pollLoop } from '../jobs/poll-loop.ts';

/** How often to check while there are writes, in milliseconds. */
const everyMs = 1_000;
/**
 * A silent connection reports its last changes to the server after ten seconds; after twenty, if another did
 * just before.
 */
const untilMs = 25_000;
/** Smaller tables are read quickly with any plan. */
const fewRows = 500;

/** Keeps the statistics of fast-growing tables current. */
export interface AutoAnalyze {
  /** Reports a write. */
  onWrite(): void;
  /** Stops watching and waits for a running ANALYZE. */
  close(): Promise<void>;
}

/**
 * Analyzes tables soon after they have grown fourfold. PostgreSQL does so only once a minute (its manual,
 * "24.1.6. The Autovacuum Daemon"); until then a new account of ten thousand users is planned for as if it
 * had none, and look-ups by key read all of them.
 * @param pool a pool of the user who owns the tables; other users get a warning, and nothing is analyzed
 */
export function startAutoAnalyze(pool: pg.Pool, log: Logger): AutoAnalyze {
  let lastWrite = Number.NEGATIVE_INFINITY;
  let isIdle = true;
  let isClosed = false;
  const loop = pollLoop({
    // A write that ends the idleness starts the pauses; its statistics are not there yet.
    everyMs() {
      isIdle = performance.now() - lastWrite > untilMs;
      return isIdle ? Number.POSITIVE_INFINITY : everyMs;
    },
    async work() {
      if (isIdle) return;
      for (const name of await findOutgrown(pool)) {
        if (!isClosed) await pool.query(`ANALYZE (SKIP_LOCKED) ${name}`);
      }
    },
    onError: (error) => log.debug({ err: error }, 'the tables were not analyzed'),
  });
  return {
    onWrite() {
      lastWrite = performance.now();
      if (isIdle) loop.wake();
    },
    async close() {
      isClosed = true;
      await loop.close();
    },
  };
}

/** The tables, quoted, that have grown fourfold since they were last analyzed. */
async function findOutgrown(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT relid::regclass::text AS name FROM pg_stat_user_tables
     WHERE schemaname = current_schema() AND n_mod_since_analyze > $1 AND n_mod_since_analyze * 4 > n_live_tup * 3`,
    [fewRows],
  );
  return rows.map(({ name }) => name);
}
