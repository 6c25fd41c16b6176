import type pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';

/** A number of requests in a time window. */
export interface QuotaPolicy {
  readonly name: 'key' | 'key-burst' | 'account';
  readonly limit: number;
  readonly windowSeconds: number;
}

/** The remainder of a quota. */
export interface QuotaState extends QuotaPolicy {
  readonly remaining: number;
  readonly resetMs: number;
}

/** A quota that all processes share. */
export interface Quota {
  /**
   * Takes one request.
   * @returns the remainder, and whether the request was granted
   */
  take(id: string): Promise<QuotaState & { readonly isGranted: boolean }>;
  /** Returns the remainder without taking a request. */
  read(id: string): Promise<QuotaState>;
}

/** Requests that a process took from the shared counter and may grant without asking it. */
interface Lease {
  left: number;
  /** The remainder of the shared counter at that time. */
  readonly shared: number;
  readonly endsAt: number;
}

/**
 * A process takes a fiftieth at a time; at most this much is unused in another process when the quota runs
 * out.
 */
const share = 50;
const sweepEveryMs = 60_000;

/**
 * Opens a quota on the counters in PostgreSQL. Asking them at each request would cost as much as the request,
 * so a process takes several at once and never grants more than it took.
 * @param pool a pool of the database with the table `rate_limits`
 * @param policy its name, number of requests and time window
 * @param now milliseconds since 1970
 */
export function openQuota(pool: pg.Pool, policy: QuotaPolicy, now: () => number = Date.now): Quota {
  const { name, limit, windowSeconds } = policy;
  const leaseSize = Math.max(1, Math.floor(limit / share));
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
  const leasing = new Map<string, Promise<Lease>>();
  setInterval(() => {
    for (const [id, { endsAt }] of leases) if (endsAt <= now()) leases.delete(id);
  }, sweepEveryMs).unref();

  const takeLease = async (id: string): Promise<Lease> => {
    const answer = await counter.consume(id, leaseSize).catch((reason: unknown) => {
      if (reason instanceof RateLimiterRes) return reason;
      throw reason;
    });
    const over = Math.max(0, answer.consumedPoints - limit);
    const lease = {
      left: Math.max(0, leaseSize - over),
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
        // Concurrent callers wait for the same answer.
        const running = leasing.get(id) ?? takeLease(id).finally(() => leasing.delete(id));
        leasing.set(id, running);
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
