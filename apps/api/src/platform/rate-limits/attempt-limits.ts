import { limitConcurrencyByKey } from '../concurrency.ts';
import { defineRow, unnestRows } from '../db/rows.ts';
import { type Query, type Sql, sql } from '../db/sql.ts';
import { fail } from '../errors.ts';

const minute = 60;
const hour = 60 * minute;

/**
 * Attempts (`points`) and duration in seconds. Every limit ends by itself: nobody is locked out permanently.
 */
const limits = {
  /** Wrong passwords for one address from a device that signed in before; the right one clears it. */
  device: { points: 12, duration: 15 * minute },
  /** Wrong passwords for one address from one network; the right one clears it. */
  addressFromNetwork: { points: 12, duration: 15 * minute },
  /** Wrong passwords for one address from all networks, so that many networks combined stay slow. */
  address: { points: 60, duration: hour },
  /** Wrong passwords from one network, for any address. */
  network: { points: 100, duration: 15 * minute },
  /** Sign-ups and new accounts from one network. */
  signUp: { points: 300, duration: hour },
  /** Further accounts of one person: each may send e-mails, and none of them asks for a code. */
  newAccount: { points: 5, duration: 24 * hour },
  /** Codes sent to one address: that of a sign-up, and three more. */
  signUpMail: { points: 4, duration: hour },
  /** Reset e-mails requested for one address; beyond it the response stays the same and nothing is sent. */
  resetMail: { points: 3, duration: 15 * minute },
  /** E-mails that tell an owner of guesses at their address. */
  lockMail: { points: 1, duration: hour },
  /** Reset e-mails and new activation links requested from one network. */
  publicMail: { points: 100, duration: 15 * minute },
  /** Test e-mails one admin sends to themselves. */
  testMail: { points: 60, duration: hour },
} as const;

export type LimitName = keyof typeof limits;

type Keys = Partial<Record<LimitName, string>>;

/** The counters of an attempt at a password or a code. */
export interface GuardedKeys {
  /** The counter of whoever tries, which the right password clears. */
  readonly own?: Keys;
  /** Counters of all who try, from which the right password takes only what it counted itself. */
  readonly shared?: Keys;
}

/** Counters of attempts, shared by all processes through PostgreSQL; each call is one statement. */
export interface AttemptLimits {
  /**
   * Lets somebody try a password or a code. A wrong one counts on all keys, a right one clears the own ones. Each
   * attempt is counted before it is made, so that many at once cannot exceed a limit, and given back unless it was
   * wrong. Each process makes only a few attempts from one network at the same time.
   * @param attempt returns null for a wrong password
   * @param onUsedUp called when a wrong password uses a counter up: once in its duration
   * @returns the result of `attempt`
   * @throws Failure `too_many_attempts` if one of the counters is used up, and then `attempt` is not called
   */
  guard<T>(
    keys: GuardedKeys,
    attempt: () => Promise<T | null>,
    onUsedUp?: (limit: LimitName) => Promise<void>,
  ): Promise<T | null>;
  /** @throws Failure `too_many_attempts` when one of the counters is used up */
  check(keys: Keys): Promise<void>;
  /**
   * Counts one attempt on each key before it is made.
   * @throws Failure `too_many_attempts` if one of the counters is used up
   */
  take(keys: Keys): Promise<void>;
  /**
   * Counts one attempt on each key.
   * @returns whether all were within their limit
   */
  count(keys: Keys): Promise<boolean>;
  /** Clears the counters of these keys. */
  reset(keys: Keys): Promise<void>;
}

/** How many attempts from one network a process makes at the same time. */
const triedAtOnce = 4;
const cleanEveryMs = 10 * minute * 1000;

/**
 * Opens the counters on the table `rate_limits`: a time window for each key, by the clock of the database.
 * @param query runs single statements
 */
export function openAttemptLimits(query: Query): AttemptLimits {
  // Deletes expired windows; if that fails, the next time does it.
  const clean = () => void query(sql`DELETE FROM rate_limits WHERE expire < ${nowMs}`).catch(() => undefined);
  setInterval(clean, cleanEveryMs).unref();

  const check = async (keys: Keys) => {
    const [found] = await query<{ wait: number | null }>(checkSql(keys));
    refuse(found?.wait);
  };
  const count = async (keys: Keys) => {
    const [found] = await query<Counted>(countSql(keys));
    return found ?? { wait: null, usedUp: [] };
  };
  const reset = async (keys: Keys) => {
    const names = limitsOf(keys).map(({ key }) => key);
    await query(sql`DELETE FROM rate_limits WHERE key = ANY(${names}::text[])`);
  };
  const turns = limitConcurrencyByKey({ atOnce: triedAtOnce });
  return {
    guard({ own = {}, shared = {} }, attempt, onUsedUp) {
      const all = { ...own, ...shared };
      return turns.run(shared.network ?? JSON.stringify(own), async () => {
        // Who is refused must not use up the counters of others.
        await check(all);
        const { wait, usedUp } = await count(all);
        refuse(wait);
        const result = await attempt().catch(async (error: unknown) => {
          await query(giveBackSql({}, all));
          throw error;
        });
        if (result === null) for (const limit of usedUp) await onUsedUp?.(limit);
        else await query(giveBackSql(own, shared));
        return result;
      });
    },
    check,
    take: async (keys) => refuse((await count(keys)).wait),
    count: async (keys) => (await count(keys)).wait === null,
    reset,
  };
}

/** The seconds to wait for a counter that is exceeded, and those that have just reached their limit. */
interface Counted {
  wait: number | null;
  usedUp: LimitName[];
}

function refuse(wait: number | null | undefined): void {
  if (wait) fail('too_many_attempts', { retryAfter: wait });
}

function limitsOf(keys: Keys) {
  return Object.entries(keys).map(([name, key]) => ({
    ...limits[name as LimitName],
    name,
    key: `${name}:${key}`,
  }));
}

const nowMs = sql`(extract(epoch FROM clock_timestamp()) * 1000)::bigint`;
const limitRow = defineRow({
  name: 'name text',
  key: 'key text',
  points: 'points int',
  duration: 'duration int',
});
const secondsUntil = (expire: Sql) => sql`greatest(1, ceil((${expire} - max(clock.ms)) / 1000.0))::int`;

/** The seconds to wait for a counter that is used up; null if there is none. */
function checkSql(keys: Keys): Sql {
  return sql`
    WITH clock AS (SELECT ${nowMs} AS ms)
    SELECT CASE WHEN bool_or(r.points >= l.points)
      THEN ${secondsUntil(sql`max(r.expire) FILTER (WHERE r.points >= l.points)`)} END AS wait
    FROM clock, ${unnestRows('l', limitRow, limitsOf(keys))} JOIN rate_limits r USING (key) WHERE r.expire > clock.ms`;
}

/** Clears some counters and takes one attempt from others; locks rows as `countSql` does. */
function giveBackSql(cleared: Keys, reduced: Keys): Sql {
  const keysOf = (keys: Keys) => sql`${limitsOf(keys).map(({ key }) => key)}::text[]`;
  return sql`
    WITH locked AS (
      SELECT key FROM rate_limits WHERE key = ANY(${keysOf({ ...cleared, ...reduced })}) ORDER BY key FOR UPDATE
    ), gone AS (
      DELETE FROM rate_limits r USING locked l WHERE r.key = l.key AND r.key = ANY(${keysOf(cleared)})
    )
    UPDATE rate_limits r SET points = r.points - 1 FROM locked l
    WHERE r.key = l.key AND r.key = ANY(${keysOf(reduced)}) AND r.points > 0`;
}

// Rows are locked in the order of their keys, to avoid deadlocks.
function countSql(keys: Keys): Sql {
  return sql`
    WITH clock AS (SELECT ${nowMs} AS ms),
    counted AS (SELECT * FROM ${unnestRows('l', limitRow, limitsOf(keys))}),
    taken AS (
      INSERT INTO rate_limits AS r (key, points, expire)
      SELECT l.key, 1, clock.ms + l.duration * 1000 FROM counted l, clock ORDER BY l.key
      ON CONFLICT (key) DO UPDATE SET
        points = CASE WHEN r.expire <= (SELECT ms FROM clock) THEN 1 ELSE r.points + 1 END,
        expire = CASE WHEN r.expire <= (SELECT ms FROM clock) THEN excluded.expire ELSE r.expire END
      RETURNING r.key, r.points, r.expire
    )
    SELECT CASE WHEN bool_or(r.points > l.points)
      THEN ${secondsUntil(sql`max(r.expire) FILTER (WHERE r.points > l.points)`)} END AS wait,
      coalesce(array_agg(l.name) FILTER (WHERE r.points = l.points), '{}') AS "usedUp"
    FROM clock, taken r JOIN counted l USING (key)`;
}
