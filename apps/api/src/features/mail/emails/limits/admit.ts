import type { Dependencies } from '../../../../dependencies.ts';
import { accountContext } from '../../../../platform/context/account-context.ts';
import { noRequest, systemActor } from '../../../../platform/context/actor.ts';
import type { WriteContext } from '../../../../platform/context/context.ts';
import { acrossAccounts } from '../../../../platform/db/across-accounts.ts';
import { type Sql, sql } from '../../../../platform/db/sql.ts';
import { emailTurnsSql, turnSql } from '../../../../platform/outgoing/email-lanes.ts';
import { admittedTodaySql, isTrustedSql, newDaySql, today } from './standing.ts';

/** How many e-mails of an account without a limit leave the waiting room in one transaction. */
const atOnce = 2_000;

/** Lets e-mails that wait for their account's limit into their lanes, as many as the limit allows now. */
export async function admitHeld(deps: Dependencies): Promise<void> {
  for (;;) {
    const accountIds = await findAdmissible(deps);
    if (accountIds.length === 0) return;
    for (const accountId of accountIds) {
      const ctx = accountContext(deps, accountId, systemActor, noRequest);
      await ctx.sqlTransaction((tx) => admit(tx));
    }
  }
}

/**
 * What an account (`account_sending s`, without a row if it is trusted) may still send today.
 * @param perDay the limit of a day
 */
function allowanceSql(perDay: number, day: Sql): Sql {
  return sql`CASE WHEN s.is_limited AND NOT ${isTrustedSql}
    THEN greatest(0, ${perDay}::int - ${admittedTodaySql(day)})
    ELSE ${atOnce}::int END`;
}

/** Steps from account to account in the index of held e-mails, however many each has. */
async function findAdmissible(deps: Dependencies): Promise<string[]> {
  const { newAccountDailyEmails: perDay } = deps.config.mail;
  const rows = await acrossAccounts(deps, 'e-mails that wait for the limit of their account').query<{
    id: string;
  }>(sql`
    WITH RECURSIVE holding(account_id) AS (
      (SELECT account_id FROM emails WHERE is_held ORDER BY account_id LIMIT 1)
      UNION ALL
      SELECT n.account_id FROM holding h CROSS JOIN LATERAL (
        SELECT e.account_id FROM emails e WHERE e.is_held AND e.account_id > h.account_id
        ORDER BY e.account_id LIMIT 1) n
    )
    SELECT h.account_id AS id FROM holding h LEFT JOIN account_sending s ON s.account_id = h.account_id
    WHERE ${allowanceSql(perDay, today(deps))} > 0 AND EXISTS (
      SELECT 1 FROM emails e WHERE e.account_id = h.account_id AND e.is_held AND e.lane = 'single'
      UNION ALL SELECT 1 FROM emails e
      WHERE e.account_id = h.account_id AND e.is_held AND e.lane = 'bulk' AND s.paused_at IS NULL)`);
  return rows.map(({ id }) => id);
}

async function admit(tx: WriteContext): Promise<void> {
  const { accountId, deps } = tx;
  const day = today(deps);
  const [standing] = await tx.query<{ allowance: number; isPaused: boolean }>(sql`
    SELECT ${allowanceSql(deps.config.mail.newAccountDailyEmails, day)} AS allowance,
      s.paused_at IS NOT NULL AS "isPaused"
    FROM account_sending s WHERE s.account_id = ${accountId}::uuid FOR UPDATE`);
  const { allowance = atOnce, isPaused = false } = standing ?? {};
  // `IS NOT DISTINCT FROM` keeps the update from looking through all held e-mails for each one instead of by key.
  const admitted = await tx.query(sql`
    WITH ${emailTurnsSql(accountId)}, held AS (
      SELECT e.id, e.lane, e.created_at FROM emails e
      WHERE e.account_id = ${accountId}::uuid AND e.is_held AND (e.lane <> 'bulk' OR NOT ${isPaused}::boolean)
      ORDER BY e.lane, e.created_at, e.id LIMIT ${allowance}
    ), placed AS (
      SELECT d.id, ${turnSql(sql`d.created_at, d.id`)} AS turn FROM held d JOIN turns t ON t.lane = d.lane
    )
    UPDATE emails e SET turn = p.turn, is_held = false FROM placed p
    WHERE e.account_id = ${accountId}::uuid AND e.id = p.id AND e.is_held IS NOT DISTINCT FROM true RETURNING 1`);
  await tx.query(sql`
    UPDATE account_sending s SET ${newDaySql(day)}, is_limited = s.is_limited AND NOT ${isTrustedSql},
      admitted = ${admitted.length}::int + ${admittedTodaySql(day)}
    WHERE s.account_id = ${accountId}::uuid AND s.is_limited`);
}
