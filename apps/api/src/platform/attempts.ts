import { isIPv6 } from 'node:net';
import { fail } from './errors.ts';
import { type Query, recordset, type Sql, sql } from './sql.ts';

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

type Keys = Partial<Record<LimitName, string>>;

/** Counters of attempts, shared by all processes through PostgreSQL; each call is one statement. */
export interface AttemptLimits {
  /** @throws Failure `too_many_attempts` when one of the counters is used up */
  check(keys: Keys): Promise<void>;
  /**
   * Counts one attempt on each before it is made, unless one of those to check is used up.
   * @param checked counters that must not be used up, and are not counted on
   * @throws Failure `too_many_attempts` when one of the counters is used up
   */
  take(keys: Keys, checked?: Keys): Promise<void>;
  /** Counts one attempt on each. @returns whether all were within their limit */
  count(keys: Keys): Promise<boolean>;
  /**
   * Forgets the attempts counted on these.
   * @param query a transaction's, where that is to hold only if the transaction does
   */
  forgive(keys: Keys, query?: Query): Promise<void>;
}

const cleanEveryMs = 10 * minute * 1000;

/**
 * Opens the counters on the table `rate_limits`: a window of time for each key, by the clock of the database.
 * @param query where single statements run
 */
export function openAttemptLimits(query: Query): AttemptLimits {
  // Windows long over are forgotten; should that fail, the next time does.
  const clean = () => void query(sql`DELETE FROM rate_limits WHERE expire < ${nowMs}`).catch(() => undefined);
  setInterval(clean, cleanEveryMs).unref();

  const run = async (checked: Keys, counted: Keys): Promise<Waits> => {
    const [waits] = await query<Waits>(statement(checked, counted));
    return waits ?? { spent: null, over: null };
  };
  return {
    async check(keys) {
      refuse(await run(keys, {}));
    },
    async take(keys, checked = {}) {
      refuse(await run(checked, keys));
    },
    async count(keys) {
      return (await run({}, keys)).over === null;
    },
    async forgive(keys, inside = query) {
      const names = limitsOf(keys).map(({ key }) => key);
      await inside(sql`DELETE FROM rate_limits WHERE key = ANY(${names}::text[])`);
    },
  };
}

/** Seconds to wait for a counter that was used up before, and for one that is now; null where there is none. */
interface Waits {
  spent: number | null;
  over: number | null;
}

function refuse({ spent, over }: Waits): void {
  const wait = Math.max(spent ?? 0, over ?? 0);
  if (wait > 0) fail('too_many_attempts', { retryAfter: wait });
}

function limitsOf(keys: Keys) {
  return Object.entries(keys).map(([name, key]) => ({ ...limits[name as LimitName], key: `${name}:${key}` }));
}

const nowMs = sql`(extract(epoch FROM clock_timestamp()) * 1000)::bigint`;
const columns = { key: 'text', points: 'int', duration: 'int' } as const;

// Rows are locked in the order of their keys, so that nobody waits in a circle.
function statement(checked: Keys, counted: Keys): Sql {
  const wait = sql`greatest(1, ceil((max(r.expire) - max(clock.ms)) / 1000.0))::int`;
  return sql`
    WITH clock AS (SELECT ${nowMs} AS ms),
    spent AS (
      SELECT ${wait} AS seconds FROM clock, rate_limits r JOIN ${recordset('l', columns, limitsOf(checked))} USING (key)
      WHERE r.expire > clock.ms AND r.points >= l.points HAVING count(*) > 0
    ),
    counted AS (SELECT * FROM ${recordset('l', columns, limitsOf(counted))}),
    taken AS (
      INSERT INTO rate_limits AS r (key, points, expire)
      SELECT l.key, 1, clock.ms + l.duration * 1000 FROM counted l, clock
      WHERE NOT EXISTS (SELECT FROM spent) ORDER BY l.key
      ON CONFLICT (key) DO UPDATE SET
        points = CASE WHEN r.expire <= (SELECT ms FROM clock) THEN 1 ELSE r.points + 1 END,
        expire = CASE WHEN r.expire <= (SELECT ms FROM clock) THEN excluded.expire ELSE r.expire END
      RETURNING r.key, r.points, r.expire
    )
    SELECT (SELECT seconds FROM spent) AS spent,
      (SELECT ${wait} FROM clock, taken r JOIN counted l USING (key) WHERE r.points > l.points HAVING count(*) > 0) AS over`;
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
