import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@muster/database/client';
import { Prisma } from '@muster/database/client';

/** Spreads requests to a service evenly, across all processes. */
export interface Throttle {
  /**
   * Resolves when the next request may be sent.
   * @param isUrgent asked when a turn is free: it goes to the first urgent request, otherwise to the first.
   *   After three urgent ones in a row it goes to another that waits, so a flood of them stops nobody
   * @throws an `AbortError` after `interrupt`
   */
  turn(isUrgent?: () => boolean): Promise<void>;
  /** Stops all requests to the service for this many seconds. */
  holdBack(seconds: number): Promise<void>;
  /** How many requests of this process are waiting. */
  waiting(): number;
  /** Rejects all waiting and future turns with an `AbortError`. */
  interrupt(): void;
}

/** A request that waits for its turn. */
interface Waiting {
  isUrgent(): boolean;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Requests take a varying time to arrive. The slack keeps a provider from counting one too many in any
 * second.
 */
const slack = 1.05;

/**
 * How many turns are reserved ahead: one that is being waited for, and one so that reserving costs no time.
 */
const reservedAhead = 2;

const mostUrgentInARow = 3;

/**
 * Creates the throttle of a service. Each turn is reserved in the database with one statement (the generic
 * cell rate algorithm).
 * @param options.service the name of the service
 * @param options.perSecond how many requests it may receive per second
 */
export function createThrottle(options: {
  database: Database;
  service: string;
  perSecond: number;
}): Throttle {
  const { database, service } = options;
  const interval = slack / options.perSecond;
  const ends: Promise<void>[] = Array.from({ length: reservedAhead }, () => Promise.resolve());
  const interruption = new AbortController();
  const { signal } = interruption;
  const queue: Waiting[] = [];
  let next = 0;
  let urgentInARow = 0;
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
    turn(isUrgent = () => false) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      queue.push({ isUrgent, resolve, reject });
      // Whose turn it is is decided when it comes, not when it is reserved.
      const leave = () => {
        const urgent = queue.findIndex((one) => one.isUrgent());
        const other = queue.findIndex((one) => !one.isUrgent());
        const isForUrgent = urgent >= 0 && (other < 0 || urgentInARow < mostUrgentInARow);
        urgentInARow = isForUrgent ? urgentInARow + 1 : 0;
        return queue.splice(isForUrgent ? urgent : other, 1)[0];
      };
      const reserver = next++ % reservedAhead;
      ends[reserver] = (ends[reserver] ?? Promise.resolve()).then(reserve).then(
        () => leave()?.resolve(),
        (error: unknown) => leave()?.reject(error),
      );
      return promise;
    },
    async holdBack(seconds) {
      await database.$executeRaw(Prisma.sql`
        INSERT INTO request_slots AS s (service, next_at)
        VALUES (${service}, clock_timestamp() + ${seconds}::float8 * interval '1 second')
        ON CONFLICT (service) DO UPDATE
          SET next_at = greatest(s.next_at, clock_timestamp() + ${seconds}::float8 * interval '1 second')`);
    },
    waiting: () => queue.length,
    interrupt: () => interruption.abort(),
  };
}
