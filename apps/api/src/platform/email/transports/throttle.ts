import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@muster/database/client';
import { Prisma } from '@muster/database/client';

/** Spreads requests to a service evenly, over all processes together. */
export interface Throttle {
  /** Resolves when the next request may go out. */
  turn(): Promise<void>;
  /** Nobody asks the service for so long. */
  holdBack(seconds: number): Promise<void>;
  /** How many of this process wait for their turn. */
  waiting(): number;
  /** From now on nobody waits: turns that have not come are refused with an `AbortError`. */
  interrupt(): void;
}

/**
 * Requests take a varying time to arrive; a provider that counts those of any second must not see one too
 * many.
 */
const slack = 1.05;

/** Two turns are reserved ahead: one that is waited for, and one so that reserving costs no time. */
const lanes = 2;

/**
 * Opens the pace of a service: each turn is reserved in the database in one statement (the generic cell rate
 * algorithm).
 * @param options.service what is asked
 * @param options.perSecond how many requests it may get in a second
 */
export function createThrottle(options: {
  database: Database;
  service: string;
  perSecond: number;
}): Throttle {
  const { database, service } = options;
  const interval = slack / options.perSecond;
  const ends: Promise<void>[] = Array.from({ length: lanes }, () => Promise.resolve());
  const interruption = new AbortController();
  const { signal } = interruption;
  let next = 0;
  let waiting = 0;
  const reserve = async () => {
    signal.throwIfAborted();
    const [row] = await database.$queryRaw<{ wait: number }[]>(Prisma.sql`
      INSERT INTO request_slots AS s (service, next_at)
      VALUES (${service}, clock_timestamp() + ${interval}::float8 * interval '1 second')
      ON CONFLICT (service) DO UPDATE
        SET next_at = greatest(clock_timestamp(), s.next_at) + ${interval}::float8 * interval '1 second'
      RETURNING extract(epoch FROM s.next_at - clock_timestamp())::float8 - ${interval}::float8 AS wait`);
    await sleep(Math.max(0, Math.ceil((row?.wait ?? 0) * 1000)), undefined, { signal });
  };
  return {
    async turn() {
      waiting += 1;
      const lane = next++ % lanes;
      const mine = (ends[lane] ?? Promise.resolve()).then(reserve);
      ends[lane] = mine.catch(() => undefined);
      try {
        await mine;
      } finally {
        waiting -= 1;
      }
    },
    async holdBack(seconds) {
      await database.$executeRaw(Prisma.sql`
        INSERT INTO request_slots AS s (service, next_at)
        VALUES (${service}, clock_timestamp() + ${seconds}::float8 * interval '1 second')
        ON CONFLICT (service) DO UPDATE
          SET next_at = greatest(s.next_at, clock_timestamp() + ${seconds}::float8 * interval '1 second')`);
    },
    waiting: () => waiting,
    interrupt: () => interruption.abort(),
  };
}
