import { isDiskFull } from '@muster/database/failures';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';

/** How long a disk counts as full after the last write that it refused. */
const fullForMs = 30_000;

/** Knows whether the database's disk is full, from the writes that failed. */
export interface DiskWatch {
  /** Takes note of an error of the database. */
  note(error: unknown): void;
  isFull(): boolean;
}

/** Starts without a full disk; the operator's log says once when it becomes full. */
export function watchDisk({ clock, log }: { clock: Clock; log: Logger }): DiskWatch {
  let fullUntil = 0;
  const isFull = () => clock.now().getTime() < fullUntil;
  return {
    isFull,
    note(error) {
      if (!isDiskFull(error)) return;
      if (!isFull()) log.fatal('the disk of the database is full: nothing can be saved until there is room');
      fullUntil = clock.now().getTime() + fullForMs;
    },
  };
}
