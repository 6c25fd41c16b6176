import type pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';

/** So many requests in a window of time. */
export interface QuotaPolicy {
  readonly name: 'key' | 'key-burst' | 'account';
  readonly limit: number;
  readonly windowSeconds: number;
}

/** What is left of a quota. */
export interface QuotaState extends QuotaPolicy {
  readonly remaining: number;
  readonly resetMs: number;
}

/** A quota that all processes share. */
export interface Quota {
  /** Takes one request out of it. @returns what is left, and whether there was one to take */
  take(id: string): Promise<QuotaState & { readonly isGranted: boolean }>;
  /** What is left, without taking anything. */
  read(id: string): Promise<QuotaState>;
}

/** What a process took out of the shared counter and may hand out without asking again. */
interface Lease {
  left: number;
  /** What the shared counter still held then. */
  readonly shared: number;
  readonly endsAt: number;
}

/** A process takes a fiftieth at a time: so much may lie unused in another process when the quota runs out. */
const share = 50;
const sweepEveryMs = 60_000;

/**
 * Opens a quota on the counters in PostgreSQL. Asking them at each request would cost as much as the request; a process
 * therefore takes several out at once and never hands out more than it took.
 * @param pool where the table `rate_limits` is
 * @param policy its name, and how many requests in which time
 * @param now milliseconds since 1970
 */
export function openQuota(pool: pg.Pool, policy: QuotaPolicy, now: () => number = Date.now): Quota {
  const { name, limit, windowSeconds } = policy;
  const portion = Math.max(1, Math.floor(limit / share));
  const counter = new RateLimiterPostgres({
    storeClient: pool,
    tableName: 'rate_limits',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: `quota:${name}`,
    points: limit,
    duration: windowSeconds,
  });
  const leases = new Map<string, Lease>();
  const asking = new Map<string, Promise<Lease>>();
  setInterval(() => {
    for (const [id, { endsAt }] of leases) if (endsAt <= now()) leases.delete(id);
  }, sweepEveryMs).unref();

  const ask = async (id: string): Promise<Lease> => {
    const answer = await counter.consume(id, portion).catch((reason: unknown) => {
      if (reason instanceof RateLimiterRes) return reason;
      throw reason;
    });
    const over = Math.max(0, answer.consumedPoints - limit);
    const lease = {
      left: Math.max(0, portion - over),
      shared: Math.max(0, limit - answer.consumedPoints),
      endsAt: now() + answer.msBeforeNext,
    };
    leases.set(id, lease);
    return lease;
  };
  const live = (id: string) => {
    const lease = leases.get(id);
    return lease && lease.endsAt > now() ? lease : undefined;
  };
  const stateOf = ({ left, shared, endsAt }: Lease): QuotaState => ({
    ...policy,
    remaining: left + shared,
    resetMs: Math.max(0, endsAt - now()),
  });
  return {
    async take(id) {
      for (;;) {
        const lease = live(id);
        if (lease && lease.left > 0) {
          lease.left -= 1;
          return { ...stateOf(lease), isGranted: true };
        }
        if (lease && lease.shared === 0) return { ...stateOf(lease), isGranted: false };
        // Whoever comes meanwhile waits for the same answer.
        const running = asking.get(id) ?? ask(id).finally(() => asking.delete(id));
        asking.set(id, running);
        await running;
      }
    },
    async read(id) {
      const lease = live(id);
      const counted = await counter.get(id);
      if (!counted) return { ...policy, remaining: limit, resetMs: 0 };
      const unused = lease?.left ?? 0;
      const remaining = Math.min(limit, Math.max(0, limit - counted.consumedPoints) + unused);
      return { ...policy, remaining, resetMs: Math.max(0, counted.msBeforeNext) };
    },
  };
}
