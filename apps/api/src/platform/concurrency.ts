import { fail } from './errors.ts';

/** How much of a kind of work is done at the same time, and how much may wait. */
export interface TurnLimits {
  /** At most this much at the same time of one key, e.g. an account. */
  readonly atOnce: number;
  /** At most this much at the same time in this process. */
  readonly inAll?: number;
  /** How much of one key may wait. */
  readonly waiting?: number;
  /** How much may wait in this process. */
  readonly waitingInAll?: number;
  /** How long one waits at most, in milliseconds. */
  readonly patienceMs?: number;
}

/** Turns that keys take; whoever came first and may go is next. */
export interface Turns {
  /**
   * Waits for a turn.
   * @returns ends the turn; the second call changes nothing
   * @throws Failure `rate_limited` if too much of this key is going on, `service_unavailable` if too much of all is
   */
  take(key: string): Promise<() => void>;
  /** Does work in a turn; the same failures as `take`. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
}

interface Waiting {
  readonly key: string;
  readonly start: () => void;
}

const retryAfter = 5;

/** Opens turns, which are this process's own. */
export function limitConcurrencyByKey({
  atOnce,
  inAll = Infinity,
  waiting = Infinity,
  waitingInAll = Infinity,
  patienceMs,
}: TurnLimits): Turns {
  const running = new Map<string, number>();
  const queue = new Set<Waiting>();
  let total = 0;
  const of = (key: string) => running.get(key) ?? 0;
  const isFree = (key: string) => of(key) < atOnce && total < inAll;

  const start = (key: string) => {
    running.set(key, of(key) + 1);
    total += 1;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      total -= 1;
      if (of(key) > 1) running.set(key, of(key) - 1);
      else running.delete(key);
      for (const next of queue) if (isFree(next.key)) next.start();
    };
  };
  const refuse = (key: string) =>
    fail(of(key) >= atOnce ? 'rate_limited' : 'service_unavailable', { retryAfter });

  const take = async (key: string) => {
    if (isFree(key)) return start(key);
    const others = [...queue].filter((other) => other.key === key);
    if (others.length >= waiting || queue.size >= waitingInAll) refuse(key);
    const { promise, resolve, reject } = Promise.withResolvers<() => void>();
    const entry = {
      key,
      start: () => {
        leave();
        resolve(start(key));
      },
    };
    const timer = patienceMs === undefined ? undefined : setTimeout(() => giveUp(), patienceMs);
    const leave = () => {
      clearTimeout(timer);
      queue.delete(entry);
    };
    const giveUp = () => {
      leave();
      try {
        refuse(key);
      } catch (failure) {
        reject(failure);
      }
    };
    queue.add(entry);
    return promise;
  };
  return {
    take,
    async run(key, work) {
      const end = await take(key);
      try {
        return await work();
      } finally {
        end();
      }
    },
  };
}
