import { isIPv6 } from 'node:net';
import type pg from 'pg';
import { RateLimiterPostgres, type RateLimiterRes } from 'rate-limiter-flexible';
import { fail } from './errors.ts';

const minute = 60;
const hour = 60 * minute;

/** How many attempts, in how many seconds. Every limit ends by itself: nobody is locked out for good. */
const limits = {
  /** Wrong passwords for one address from one network; the right one clears it. */
  addressFromNetwork: { points: 12, duration: 15 * minute },
  /** The same, right or wrong, counted before they are tried: many at the same time are no way around. */
  triedAtOnce: { points: 60, duration: 15 * minute },
  /** Wrong passwords for one address from everywhere, so that many networks together stay slow. */
  address: { points: 60, duration: hour },
  /** Wrong passwords from one network, whatever the address. */
  network: { points: 100, duration: 15 * minute },
  /** Accounts created from one network. */
  signUp: { points: 300, duration: hour },
  /** Reset mails asked for one address; beyond it the answer stays the same and nothing is sent. */
  resetMail: { points: 3, duration: 15 * minute },
  /** Reset mails and fresh activation links asked from one network. */
  publicMail: { points: 100, duration: 15 * minute },
  /** Test mails one admin sends to themselves. */
  testMail: { points: 60, duration: hour },
} as const;

export type LimitName = keyof typeof limits;

/** Counters of attempts, shared by all processes through PostgreSQL. */
export interface AttemptLimits {
  /** @throws Failure `too_many_attempts` when one of the counters is used up */
  check(keys: Partial<Record<LimitName, string>>): Promise<void>;
  /**
   * Counts one attempt on each before it is made.
   * @throws Failure `too_many_attempts` when one of the counters is used up
   */
  take(keys: Partial<Record<LimitName, string>>): Promise<void>;
  /** Counts one attempt on each. @returns whether all were within their limit */
  count(keys: Partial<Record<LimitName, string>>): Promise<boolean>;
  /** Forgets the attempts counted on these. */
  forgive(keys: Partial<Record<LimitName, string>>): Promise<void>;
}

/** Opens the counters on the table `rate_limits`. */
export function openAttemptLimits(pool: pg.Pool): AttemptLimits {
  const limiters = Object.fromEntries(
    Object.entries(limits).map(([name, limit]) => [
      name,
      new RateLimiterPostgres({
        storeClient: pool,
        storeType: 'pool',
        tableName: 'rate_limits',
        tableCreated: true,
        keyPrefix: name,
        ...limit,
      }),
    ]),
  ) as Record<LimitName, RateLimiterPostgres>;
  const entries = (keys: Partial<Record<LimitName, string>>) => Object.entries(keys) as [LimitName, string][];

  return {
    async check(keys) {
      const states = await Promise.all(entries(keys).map(([name, key]) => limiters[name].get(key)));
      const spent = entries(keys).flatMap(([name], index) => {
        const state = states[index];
        return state && state.consumedPoints >= limits[name].points ? [state.msBeforeNext] : [];
      });
      if (spent.length > 0) fail('too_many_attempts', { retryAfter: Math.ceil(Math.max(...spent) / 1000) });
    },
    async take(keys) {
      const consumed = entries(keys).map(([name, key]) => limiters[name].consume(key).then(() => 0, waitOf));
      const wait = Math.max(...(await Promise.all(consumed)));
      if (wait > 0) fail('too_many_attempts', { retryAfter: Math.ceil(wait / 1000) });
    },
    async count(keys) {
      const outcomes = await Promise.all(
        entries(keys).map(([name, key]) => limiters[name].consume(key).then(() => 0, waitOf)),
      );
      return outcomes.every((wait) => wait === 0);
    },
    async forgive(keys) {
      await Promise.all(entries(keys).map(([name, key]) => limiters[name].delete(key)));
    },
  };
}

/** Milliseconds to wait. The library rejects with its result when a limit is used up, else with an Error. */
function waitOf(reason: RateLimiterRes | Error): number {
  if (reason instanceof Error) throw reason;
  return Math.max(1, reason.msBeforeNext);
}

/**
 * The network an address belongs to: what one subscriber can change at will counts as one.
 * @param ipAddress IPv4 (kept whole) or IPv6 (its /64)
 */
export function networkOf(ipAddress: string): string {
  if (!isIPv6(ipAddress) || ipAddress.startsWith('::ffff:')) return ipAddress.replace('::ffff:', '');
  const [head = '', tail = ''] = ipAddress.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const groups = [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return `${groups.slice(0, 4).join(':')}::/64`;
}
