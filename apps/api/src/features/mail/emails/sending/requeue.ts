import { EmailTemplateKey } from '@muster/contracts/catalogue';
import type { Dependencies } from '../../../../dependencies.ts';
import { emailKinds } from '../../../../generated/mails.ts';
import { accountContext } from '../../../../platform/context/account-context.ts';
import { noRequest, systemActor } from '../../../../platform/context/actor.ts';
import { unnestIds } from '../../../../platform/db/rows.ts';
import { sql } from '../../../../platform/db/sql.ts';
import type { Job } from '../../../../platform/jobs/define-job.ts';
import { emailTurnsSql, turnUnlessHeldSql } from '../../../../platform/outgoing/email-lanes.ts';
import { unsettledSql } from '../delivery.ts';

const personal = EmailTemplateKey.options.filter((key) => emailKinds[key].lane === 'personal');

/**
 * Job handler: puts e-mails into their lanes again, whose time to be sent has come. Versions before 0.6 wrote
 * these jobs for every e-mail. An e-mail that waits already or is in a batch stays where it is.
 */
export async function requeueEmails(
  deps: Dependencies,
  jobs: readonly Job<'emails.deliver'>[],
): Promise<void> {
  const ids = Map.groupBy(jobs, ({ data }) => data.accountId);
  for (const [accountId, ofAccount] of ids) {
    const emailIds = ofAccount.flatMap(({ data }) => [...data.emailIds]);
    const ctx = accountContext(deps, accountId, systemActor, noRequest);
    await ctx.sqlTransaction(async (tx) => {
      await tx.query(sql`
        WITH ${emailTurnsSql(accountId)}, due AS (
          SELECT e.id, CASE WHEN e.template = ANY(${personal}::text[]) THEN 'personal' ELSE e.lane END AS lane
          FROM ${unnestIds('w', emailIds)} JOIN emails e ON e.id = w.id
          WHERE e.account_id = ${accountId}::uuid AND ${unsettledSql} AND e.turn IS NULL AND e.batch_id IS NULL
            AND NOT e.is_held
        ), placed AS (
          SELECT d.id, d.lane, t.is_held, ${turnUnlessHeldSql(sql`d.id`)} AS turn FROM due d JOIN turns t ON t.lane = d.lane
        )
        UPDATE emails e SET lane = p.lane, turn = p.turn, is_held = p.is_held FROM placed p
        WHERE e.account_id = ${accountId}::uuid AND e.id = p.id`);
      tx.announce('emails.changed');
    });
  }
}
