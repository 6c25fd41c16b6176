import { randomBytes } from 'node:crypto';
import { stringify } from 'uuid';
import type { Query } from '../db/sql.ts';
import { sql } from '../db/sql.ts';

/** The values an event gets when it is written. */
export interface Numbered {
  readonly id: string;
  readonly sequence: number;
}

/** The values of a transaction's events, in order. */
export interface NumberedEvents {
  readonly numbers: readonly Numbered[];
  /** Whether the account has an enabled webhook endpoint. */
  readonly hasEndpoints: boolean;
}

/**
 * Numbers the next events of an account and locks its counter until the commit. Later writers wait, so
 * numbers and ids grow in the order of the commits, and a reader who has seen one has seen all before it.
 * Afterwards, lock nothing that a waiting writer could hold.
 * @param scope a transaction of the account
 * @param count how many events it writes
 */
export async function numberEvents(
  { query, accountId, now }: { query: Query; accountId: string; now(): Date },
  count: number,
): Promise<NumberedEvents> {
  const [counter] = await query<{ last: string; lastMs: string; hasEndpoints: boolean }>(sql`
    INSERT INTO event_sequences AS s (account_id, last, last_ms)
    VALUES (${accountId}::uuid, ${count}::bigint, ${now().getTime()}::bigint)
    ON CONFLICT (account_id) DO UPDATE
      SET last = s.last + excluded.last, last_ms = greatest(s.last_ms, excluded.last_ms)
    RETURNING last::text, last_ms::text AS "lastMs", EXISTS (
      SELECT 1 FROM webhook_endpoints w WHERE w.account_id = ${accountId}::uuid AND w.is_enabled
    ) AS "hasEndpoints"`);
  if (!counter) throw new Error('The counter of events was not written.');
  const [first, ms] = [Number(counter.last) - count + 1, Number(counter.lastMs)];
  const random = randomBytes(16 * count);
  const numbers = Array.from({ length: count }, (_, index) => ({
    id: eventId(ms, first + index, random.subarray(16 * index, 16 * (index + 1))),
    sequence: first + index,
  }));
  return { numbers, hasEndpoints: counter.hasEndpoints };
}

/**
 * A UUIDv7 (RFC 9562, 6.2, method 1: a counter in the bits after the time), greater than those of all smaller
 * numbers at the same or an earlier time.
 * @param ms milliseconds since 1970, never less than at the number before
 * @param sequence its low 26 bits are used; nobody writes 67 million events within a millisecond
 * @param bytes 16 random bytes, which are overwritten
 */
export function eventId(ms: number, sequence: number, bytes = randomBytes(16)): string {
  bytes.writeUIntBE(ms, 0, 6);
  bytes.writeUInt16BE(0x7000 | (Math.floor(sequence / 0x4000) & 0xfff), 6);
  bytes.writeUInt16BE(0x8000 | (sequence & 0x3fff), 8);
  return stringify(bytes);
}
