import pLimit, { type LimitFunction } from 'p-limit';
import { unnestRows } from '../db/rows.ts';
import { type Query, type Sql, sql } from '../db/sql.ts';
import { fail } from '../errors.ts';

const minute = 60;
const hour = 60 * minute;

/** How many attempts, in how many seconds. Every limit ends by itself: nobody is locked out for good. */
const limits = {
  /** Wrong passwords for one address from one network; the right one clears it. */
  addressFromNetwork: { points: 12, duration: 15 * minute },
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

type Keys = Partial<Record<LimitName, string>>;

/** Counters of attempts, shared by all processes through PostgreSQL; each call is one statement. */
export interface AttemptLimits {
  /**
   * Lets somebody try a password. A wrong one is counted on all keys, a right one clears `addressFromNetwork`; a
   * right one costs one look, and no write. So that many at the same moment are no way around it, those of one
   * `addressFromNetwork` take turns in each process, a few at a time.
   * @param attempt answers null when it was wrong
   * @returns what `attempt` does
   * @throws Failure `too_many_attempts` when one of the counters is used up, and then nothing is tried
   */
  guard<T>(
    keys: Keys & { readonly addressFromNetwork: string },
    attempt: () => Promise<T | null>,
  ): Promise<T | null>;
  /** @throws Failure `too_many_attempts` when one of the counters is used up */
  check(keys: Keys): Promise<void>;
  /**
   * Counts one attempt on each before it is made.
   * @throws Failure `too_many_attempts` when one of the counters is used up
   */
  take(keys: Keys): Promise<void>;
  /** Counts one attempt on each. @returns whether all were within their limit */
  count(keys: Keys): Promise<boolean>;
  /** Forgets the attempts counted on these. */
  reset(keys: Keys): Promise<void>;
}

/** Passwords of one `addressFromNetwork` a process tries at the same moment. */
const triedAtOnce = 4;
const cleanEveryMs = 10 * minute * 1000;

/**
 * Opens the counters on the table `rate_limits`: a window of time for each key, by the clock of the database.
 * @param query where single statements run
 */
export function openAttemptLimits(query: Query): AttemptLimits {
  // Windows long over are forgotten; should that fail, the next time does.
  const clean = () => void query(sql`DELETE FROM rate_limits WHERE expire < ${nowMs}`).catch(() => undefined);
  setInterval(clean, cleanEveryMs).unref();

  const check = async (keys: Keys) => {
    const [found] = await query<Found>(checkSql(keys));
    refuse(found?.wait);
    return (found?.counted ?? 0) > 0;
  };
  const count = async (keys: Keys) => {
    const [found] = await query<Found>(countSql(keys));
    return found?.wait ?? null;
  };
  const reset = async (keys: Keys) => {
    const names = limitsOf(keys).map(({ key }) => key);
    await query(sql`DELETE FROM rate_limits WHERE key = ANY(${names}::text[])`);
  };
  const turns = limitConcurrencyByKey(triedAtOnce);
  return {
    guard: (keys, attempt) =>
      turns(keys.addressFromNetwork, async () => {
        const wereWrong = await check(keys);
        const result = await attempt();
        if (result === null) await count(keys);
        else if (wereWrong) await reset({ addressFromNetwork: keys.addressFromNetwork });
        return result;
      }),
    check: async (keys) => void (await check(keys)),
    take: async (keys) => refuse(await count(keys)),
    count: async (keys) => (await count(keys)) === null,
    reset,
  };
}

/** Runs work of the same key a few at a time, in the order it came. */
function limitConcurrencyByKey(atOnce: number) {
  const ofKeys = new Map<string, LimitFunction>();
  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const turns = ofKeys.get(key) ?? pLimit(atOnce);
    ofKeys.set(key, turns);
    try {
      return await turns(work);
    } finally {
      if (turns.activeCount + turns.pendingCount === 0) ofKeys.delete(key);
    }
  };
}

/** How many counters are not at zero, and the seconds to wait for one that is used up; null where there is none. */
interface Found {
  counted: number;
  wait: number | null;
}

function refuse(wait: number | null | undefined): void {
  if (wait) fail('too_many_attempts', { retryAfter: wait });
}

function limitsOf(keys: Keys) {
  return Object.entries(keys).map(([name, key]) => ({ ...limits[name as LimitName], key: `${name}:${key}` }));
}

const nowMs = sql`(extract(epoch FROM clock_timestamp()) * 1000)::bigint`;
const columns = { key: 'text', points: 'int', duration: 'int' } as const;
const secondsUntil = (expire: Sql) => sql`greatest(1, ceil((${expire} - max(clock.ms)) / 1000.0))::int`;

function checkSql(keys: Keys): Sql {
  return sql`
    WITH clock AS (SELECT ${nowMs} AS ms)
    SELECT count(*)::int AS counted, CASE WHEN bool_or(r.points >= l.points)
      THEN ${secondsUntil(sql`max(r.expire) FILTER (WHERE r.points >= l.points)`)} END AS wait
    FROM clock, ${unnestRows('l', columns, limitsOf(keys))} JOIN rate_limits r USING (key) WHERE r.expire > clock.ms`;
}

// Rows are locked in the order of their keys, so that nobody waits in a circle.
function countSql(keys: Keys): Sql {
  return sql`
    WITH clock AS (SELECT ${nowMs} AS ms),
    counted AS (SELECT * FROM ${unnestRows('l', columns, limitsOf(keys))}),
    taken AS (
      INSERT INTO rate_limits AS r (key, points, expire)
      SELECT l.key, 1, clock.ms + l.duration * 1000 FROM counted l, clock ORDER BY l.key
      ON CONFLICT (key) DO UPDATE SET
        points = CASE WHEN r.expire <= (SELECT ms FROM clock) THEN 1 ELSE r.points + 1 END,
        expire = CASE WHEN r.expire <= (SELECT ms FROM clock) THEN excluded.expire ELSE r.expire END
      RETURNING r.key, r.points, r.expire
    )
    SELECT count(*)::int AS counted, CASE WHEN count(*) > 0 THEN ${secondsUntil(sql`max(r.expire)`)} END AS wait
    FROM clock, taken r JOIN counted l USING (key) WHERE r.points > l.points`;
}
