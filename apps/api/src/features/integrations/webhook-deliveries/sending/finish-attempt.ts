import type { Dependencies } from '../../../../dependencies.ts';
import { accountContext } from '../../../../platform/context/account-context.ts';
import { noRequest, systemActor } from '../../../../platform/context/actor.ts';
import { newId } from '../../../../platform/crypto/tokens.ts';
import { sql } from '../../../../platform/db/sql.ts';
import type { Posted } from '../../../../platform/webhooks/sender.ts';
import type { Claimed } from './claim.ts';
import { slowAnswerMs } from './lanes.ts';

/** The outcome of an attempt at a delivery. */
export interface Conclusion {
  readonly status: 'pending' | 'succeeded' | 'failed';
  readonly nextAttemptAt: Date | null;
  /** Nothing is sent to the endpoint before this time. */
  readonly throttledUntil: Date | null;
}

/** How many attempts are stored for each delivery. */
const keptAttempts = 20;

/** How often, at most, the success of a working endpoint is recorded. */
const successEveryMs = 1_000;

/**
 * Records the outcome of an attempt in one statement. It locks the endpoint first, as disabling and deleting
 * do. A delivery that another process took over, or that has ended, stays unchanged.
 * @param startedAt when the attempt began
 * @returns since when every attempt at the endpoint has failed, if it is still enabled
 */
export async function finishAttempt(
  deps: Dependencies,
  delivery: Claimed,
  attempt: { startedAt: Date; posted: Posted },
  { status, nextAttemptAt, throttledUntil }: Conclusion,
): Promise<{ failingSince: Date | null } | undefined> {
  const { accountId, deliveryId, endpointId, lease } = delivery;
  const { startedAt, posted } = attempt;
  const now = deps.clock.now();
  const isSuccess = status === 'succeeded';
  const deliveredAt = isSuccess ? now : null;
  const retried = status === 'pending' ? 1 : 0;
  const isSlow = posted.durationMs > slowAnswerMs;
  const state = isSuccess ? succeeded(startedAt, now, isSlow) : failed(now, throttledUntil, isSlow);
  const { query } = accountContext(deps, accountId, systemActor, noRequest);
  const [endpoint] = await query<{ failingSince: Date | null }>(sql`
    WITH endpoint AS MATERIALIZED (
      SELECT account_id, id FROM webhook_endpoints
      WHERE account_id = ${accountId}::uuid AND id = ${endpointId}::uuid FOR NO KEY UPDATE
    ), ended AS (
      UPDATE webhook_deliveries d SET status = ${status}::webhook_delivery_status,
        attempt_count = attempt_count + 1, retries = retries + ${retried}::smallint, is_urgent = false,
        next_attempt_at = ${nextAttemptAt}, claimed_until = NULL, delivered_at = ${deliveredAt}
      FROM endpoint e
      WHERE d.account_id = e.account_id AND d.id = ${deliveryId}::uuid AND d.status = 'pending'
        AND d.claimed_until = ${lease}
      RETURNING d.account_id, d.id
    ), noted AS (
      INSERT INTO webhook_attempts (account_id, delivery_id, id, status, error, response_excerpt, duration_ms,
        created_at)
      SELECT account_id, id, ${newId()}::uuid, ${posted.status}::smallint, ${posted.error},
        ${posted.responseExcerpt}, ${posted.durationMs}::int, ${startedAt}::timestamptz FROM ended
    ), forgotten AS (
      DELETE FROM webhook_attempts a USING ended e
      WHERE a.account_id = e.account_id AND a.delivery_id = e.id AND a.id IN (
        SELECT o.id FROM webhook_attempts o WHERE o.account_id = ${accountId}::uuid
          AND o.delivery_id = ${deliveryId}::uuid
          ORDER BY o.created_at DESC, o.id DESC OFFSET ${keptAttempts - 1})
    )
    UPDATE webhook_endpoints w SET ${state.changes} FROM endpoint e
    WHERE w.account_id = e.account_id AND w.id = e.id AND w.is_enabled AND ${state.needed}
    RETURNING w.failing_since AS "failingSince"`);
  return endpoint;
}

/** A throttle that the receiver requested stays in force, unless this attempt began after the request. */
function succeeded(startedAt: Date, now: Date, isSlow: boolean) {
  const longAgo = new Date(now.getTime() - successEveryMs);
  return {
    changes: sql`last_success_at = ${now}, failing_since = NULL, is_slow = ${isSlow},
      throttled_until = CASE WHEN w.failing_since < ${startedAt} THEN NULL ELSE w.throttled_until END`,
    needed: sql`(w.failing_since IS NOT NULL OR w.last_success_at IS NULL OR w.last_success_at < ${longAgo}
      OR w.is_slow <> ${isSlow})`,
  };
}

function failed(now: Date, throttledUntil: Date | null, isSlow: boolean) {
  return {
    changes: sql`failing_since = coalesce(w.failing_since, ${now}), is_slow = w.is_slow OR ${isSlow},
      throttled_until = greatest(w.throttled_until, ${throttledUntil}::timestamptz)`,
    needed: sql`true`,
  };
}
