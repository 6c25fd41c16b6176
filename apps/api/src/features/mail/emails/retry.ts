import type { Email, RetryEmails } from '@muster/contracts/mail/emails';
import type { Context, TransactionContext } from '../../../platform/context/context.ts';
import { newId } from '../../../platform/crypto/tokens.ts';
import { unnestIds } from '../../../platform/db/rows.ts';
import { empty, sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';
import { emailTurnsSql, turnUnlessHeldSql } from '../../../platform/outgoing/email-lanes.ts';
import { outdatedSql } from './delivery.ts';
import { getEmail } from './service.ts';

const atOnce = 1000;

/**
 * Retries a failed e-mail. It is rendered again, because its contents may have caused the failure.
 * @throws Failure `not_found`, `email_not_retryable` if it did not fail or its link is dead
 */
export async function retryEmail(ctx: Context, id: string): Promise<Email> {
  await getEmail(ctx, id);
  const { queued } = await retryFailedEmails(ctx, { ids: [id] });
  if (queued === 0) fail('email_not_retryable');
  return getEmail(ctx, id);
}

/** Retries failed e-mails: the given ones, or the newest thousand. Skips those that cannot be retried. */
export function retryFailedEmails(ctx: Context, input: RetryEmails): Promise<{ queued: number }> {
  return ctx.transaction(async (tx) => {
    const emails = await requeue(tx, 'ids' in input ? input.ids : null);
    if (emails.length === 0) return { queued: 0 };
    await tx.db.emailEvent.createMany({
      data: emails.map(({ id }) => ({
        accountId: tx.accountId,
        id: newId(),
        emailId: id,
        type: 'queued',
        at: tx.now(),
      })),
    });
    for (const { id, userId, userName, to, template } of emails) {
      tx.record({
        type: 'email.retried',
        target: { type: 'user', id: userId, name: userName },
        user: { id: userId, name: userName },
        data: { emailId: id, to, template },
      });
    }
    for (const topic of ['emails.changed', 'invitations.changed'] as const) tx.announce(topic);
    return { queued: emails.length };
  });
}

interface Queued {
  readonly id: string;
  readonly userId: string;
  readonly userName: string;
  readonly to: string;
  readonly template: string;
}

// E-mails that failed after their variables were deleted (they were sent, and the provider gave up later)
// cannot be rendered again.
async function requeue(tx: TransactionContext, ids: readonly string[] | null): Promise<Queued[]> {
  const wanted = ids === null ? empty : sql`JOIN ${unnestIds('w', ids)} ON w.id = e.id`;
  return tx.db.$queryRaw<Queued[]>(sql`
    WITH ${emailTurnsSql(tx.accountId)}, chosen AS (
      SELECT e.id, e.lane FROM emails e ${wanted}
      WHERE e.account_id = ${tx.accountId}::uuid AND e.status = 'failed' AND e.sealed IS NOT NULL
        AND e.batch_id IS NULL AND NOT ${outdatedSql}
      ORDER BY e.created_at DESC, e.id DESC LIMIT ${atOnce} FOR UPDATE OF e
    ), placed AS (
      SELECT c.id, t.is_held, ${turnUnlessHeldSql(sql`c.id`)} AS turn FROM chosen c JOIN turns t ON t.lane = c.lane
    ), queued AS (
      UPDATE emails e SET status = 'queued', is_rendered = false, updated_at = ${tx.now()}, turn = c.turn,
        is_held = c.is_held
      FROM placed c WHERE e.account_id = ${tx.accountId}::uuid AND e.id = c.id
      RETURNING e.id, e.user_id, e.invitation_id, e."to", e.template
    ), invited AS (
      UPDATE invitations i SET delivery = 'queued', delivery_detail = NULL, updated_at = ${tx.now()}
      FROM queued q
      WHERE i.account_id = ${tx.accountId}::uuid AND i.id = q.invitation_id AND i.email_id = q.id
    )
    SELECT q.id::text, q.user_id::text AS "userId", u.name AS "userName", q."to", q.template
    FROM queued q JOIN users u ON u.account_id = ${tx.accountId}::uuid AND u.id = q.user_id`);
}
