import type { Dependencies } from '../../../../dependencies.ts';
import { type Sql, sql } from '../../../../platform/db/sql.ts';

/** How many people of a new account, beside its founder, activate before its limit ends. */
export const activationsNeeded = 20;

/** The people of an account (`account_sending s`) that are active, counted as far as it matters. */
export const activatedSql = sql`(
  SELECT greatest(count(*) - 1, 0)::int FROM (
    SELECT 1 FROM users u WHERE u.account_id = s.account_id AND u.status = 'active'
    LIMIT ${activationsNeeded + 1}::int) active)`;

/** Whether enough people of a limited account have activated. */
export const isTrustedSql = sql`(${activatedSql} >= ${activationsNeeded}::int)`;

/** The day that counts, in UTC: an account cannot choose another. */
export function today({ clock }: Pick<Dependencies, 'clock'>): Sql {
  return sql`${clock.now().toISOString().slice(0, 10)}::date`;
}

/** How many e-mails of a limited account were admitted on the day. */
export function admittedTodaySql(day: Sql): Sql {
  return sql`CASE WHEN s.day = ${day} THEN s.admitted ELSE 0 END`;
}

/**
 * Begins a new day in an UPDATE of `account_sending s`: half of what was counted before still counts.
 * @param sent how many e-mails were sent now
 */
export function newDaySql(day: Sql, sent: Sql = sql`0`): Sql {
  const halved = (count: Sql) => sql`(${count} >> least(greatest(${day} - s.day, 0), 31))`;
  return sql`day = greatest(s.day, ${day}), sent = ${halved(sql`s.sent`)} + ${sent},
    bounced = ${halved(sql`s.bounced`)}, complained = ${halved(sql`s.complained`)}`;
}
