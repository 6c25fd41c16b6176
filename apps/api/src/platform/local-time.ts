import { type Sql, sql } from './db/sql.ts';

/** When mails that can wait are welcome, in hours of the reader's day. */
export const daytime = { from: 8, until: 20 } as const;

/**
 * The next moment at which it is eight in the morning somewhere, as SQL.
 * @param instant a timestamptz
 * @param timeZone an IANA name
 */
export function nextMorning(instant: Sql, timeZone: Sql): Sql {
  const local = sql`(${instant} AT TIME ZONE ${timeZone})`;
  return sql`((date_trunc('day', ${local} - make_interval(hours => ${daytime.from})) + interval '1 day'
    + make_interval(hours => ${daytime.from})) AT TIME ZONE ${timeZone})`;
}

/**
 * A moment moved out of the night: itself by day, else the next morning at eight, as SQL.
 * @param instant a timestamptz
 * @param timeZone an IANA name
 */
export function byDay(instant: Sql, timeZone: Sql): Sql {
  const hour = sql`extract(hour FROM ${instant} AT TIME ZONE ${timeZone})`;
  return sql`CASE WHEN ${hour} >= ${daytime.from} AND ${hour} < ${daytime.until}
    THEN ${instant} ELSE ${nextMorning(instant, timeZone)} END`;
}
