import { type Sql, sql } from './db/sql.ts';

/** When e-mails that can wait may be sent, in hours of the reader's day. */
export const daytime = { from: 8, until: 20 } as const;

/**
 * The next eight o'clock in the morning in a time zone, as SQL.
 * @param instant a timestamptz
 * @param timeZone an IANA name
 */
export function nextMorning(instant: Sql, timeZone: Sql): Sql {
  const local = sql`(${instant} AT TIME ZONE ${timeZone})`;
  return sql`((date_trunc('day', ${local} - make_interval(hours => ${daytime.from})) + interval '1 day'
    + make_interval(hours => ${daytime.from})) AT TIME ZONE ${timeZone})`;
}

/**
 * Moves a time out of the night: unchanged by day, otherwise the next morning at eight, as SQL.
 * @param instant a timestamptz
 * @param timeZone an IANA name
 */
export function byDay(instant: Sql, timeZone: Sql): Sql {
  const hour = sql`extract(hour FROM ${instant} AT TIME ZONE ${timeZone})`;
  return sql`CASE WHEN ${hour} >= ${daytime.from} AND ${hour} < ${daytime.until}
    THEN ${instant} ELSE ${nextMorning(instant, timeZone)} END`;
}
