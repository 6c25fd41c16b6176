import { isDiskFull } from '@muster/database/failures';
import type pg from 'pg';
import type { Logger } from 'pino';

/** Knows whether the database's disk is full: since a write failed, until a trial succeeds. */
export interface DiskWatch {
  /** Takes note of an error of the database. */
  note(error: unknown): void;
  isFull(): boolean;
  close(): void;
}

const tryAgainMs = 10_000;

/** Takes about a megabyte of the disk, and gives it back at its end. */
const trial =
  'CREATE TEMPORARY TABLE disk_trial ON COMMIT DROP AS SELECT generate_series(1, 30000) AS number';

/**
 * Starts without a full disk; the operator's log says when it becomes full, and when there is room again.
 * @param options.everyMs how long to wait before each trial, shorter in tests
 */
export function watchDisk(options: {
  pool: Pick<pg.Pool, 'query'>;
  log: Logger;
  everyMs?: number;
}): DiskWatch {
  const { pool, log, everyMs = tryAgainMs } = options;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  const tryLater = () => {
    if (!isClosed) timer = setTimeout(tryToWrite, everyMs).unref();
  };
  const tryToWrite = () => {
    pool.query(trial).then(() => {
      timer = undefined;
      log.warn('the disk of the database has room again');
    }, tryLater);
  };
  return {
    isFull: () => timer !== undefined,
    note(error) {
      if (timer || !isDiskFull(error)) return;
      log.fatal('the disk of the database is full: nothing can be saved until there is room');
      tryLater();
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
