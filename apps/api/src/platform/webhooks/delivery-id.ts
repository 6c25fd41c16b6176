import { type Sql, sql } from '../db/sql.ts';

/**
 * A UUIDv7 (RFC 9562, 6.2, method 1: a counter in the bits after the time) made by the database, for
 * statements that write as many rows as they find.
 * @param at the time it carries
 * @param row the row's number, from 1: rows of one statement sort as they are numbered
 */
export function numberedId(at: Date, row: Sql): Sql {
  return sql`encode(
    substring(int8send(${at.getTime()}::bigint + ${row} / 4096) FROM 3)
    || int2send((28672 + ${row} % 4096)::int2)
    || substring(uuid_send(gen_random_uuid()) FROM 9), 'hex')::uuid`;
}
