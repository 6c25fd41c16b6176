import type { EmailLane } from '@muster/database/client';
import { type Sql, sql } from '../db/sql.ts';
import { nextTurnSql } from '../turns/turns.ts';

export type { EmailLane };

/** Waiting e-mails are counted up to this number: an estimate needs no more. */
export const mostCounted = 100_000;

/** Up to this many e-mails of one change are a change of few. */
const few = 5;

/**
 * The lane of e-mails that were written together.
 * @param ofKind the lane of the kind of e-mail, if it has its own
 * @param together how many e-mails the change writes
 */
export function laneFor(ofKind: EmailLane | undefined, together: number): EmailLane {
  return ofKind ?? (together <= few ? 'single' : 'bulk');
}

/** Whether an e-mail (`emails e`) waits in its lane; the condition of the partial indexes. */
export const isWaitingSql = sql`(e.turn IS NOT NULL AND e.batch_id IS NULL)`;

/**
 * The next turn of an account in each lane, and whether its e-mails in that lane wait for its limit first, as
 * a common table expression `turns(lane, next, is_held)`.
 */
export function emailTurnsSql(accountId: string): Sql {
  const last = sql`(
      SELECT max(e.turn) FROM emails e
      WHERE e.account_id = ${accountId}::uuid AND e.lane = h.lane AND ${isWaitingSql})`;
  return sql`turns AS (
    SELECT h.lane, ${nextTurnSql({ last, head: sql`h.head` })} AS next, EXISTS (
      SELECT 1 FROM account_sending s WHERE s.account_id = ${accountId}::uuid
        AND (s.is_limited AND h.lane <> 'personal' OR s.paused_at IS NOT NULL AND h.lane = 'bulk')) AS is_held
    FROM email_lane_heads h)`;
}

/**
 * The turn of a row that is joined with `turns t`: those of an account that are placed together get
 * consecutive ones.
 * @param order the order within a lane
 */
export function turnSql(order: Sql): Sql {
  return sql`t.next - 1 + row_number() OVER (PARTITION BY t.lane ORDER BY ${order})`;
}

/** The same; null if the e-mail is held. */
export function turnUnlessHeldSql(order: Sql): Sql {
  return sql`CASE WHEN NOT t.is_held THEN ${turnSql(order)} END`;
}
