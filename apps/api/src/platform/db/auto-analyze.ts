import type pg from 'pg';
import type { Logger } from 'pino';

/** Looked so often while there are writes. */
const everyMs = 1_000;
/** A connection that falls silent tells the server of its last changes after ten seconds; after twenty, if another did just then. */
const untilMs = 25_000;
/** A smaller table is read quickly however it is planned. */
const fewRows = 500;

/** The planner's knowledge of tables that grow fast. */
export interface AutoAnalyze {
  /** Says that something was written. */
  onWrite(): void;
  /** Ends the looking; waits for an ANALYZE that runs. */
  close(): Promise<void>;
}

/**
 * Analyzes tables that grew fourfold, soon after. PostgreSQL does so by itself once a minute (its manual, "24.1.6. The
 * Autovacuum Daemon"); until then a new account of ten thousand users is planned for as if it had none, and what should
 * be found by its key is found by reading all of them.
 * @param pool of the user who owns the tables; others get a warning, and nothing is done
 */
export function startAutoAnalyze(pool: pg.Pool, log: Logger): AutoAnalyze {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  let lastWrite = 0;
  let isClosed = false;
  const look = async () => {
    for (const name of await findOutgrown(pool)) {
      if (!isClosed) await pool.query(`ANALYZE (SKIP_LOCKED) ${name}`);
    }
  };
  const start = () => {
    running = look()
      .catch((error: Error) => log.debug({ err: error }, 'the tables were not analyzed'))
      .finally(() => {
        const isOver = isClosed || performance.now() - lastWrite > untilMs;
        timer = isOver ? undefined : setTimeout(start, everyMs).unref();
      });
  };
  return {
    onWrite() {
      lastWrite = performance.now();
      if (!isClosed) timer ??= setTimeout(start, everyMs).unref();
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** The tables, quoted, that grew to four times what was analyzed last. */
async function findOutgrown(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT relid::regclass::text AS name FROM pg_stat_user_tables
     WHERE schemaname = current_schema() AND n_mod_since_analyze > $1 AND n_mod_since_analyze * 4 > n_live_tup * 3`,
    [fewRows],
  );
  return rows.map(({ name }) => name);
}
