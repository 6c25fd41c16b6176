import type { Delivery } from '@muster/contracts/mail/delivery';
import type { Database } from '@muster/database/client';
import type { Dependencies } from '../../../../dependencies.ts';
import { accountContext } from '../../../../platform/context/account-context.ts';
import { noRequest, systemActor } from '../../../../platform/context/actor.ts';
import { newId } from '../../../../platform/crypto/tokens.ts';
import { acrossAccounts } from '../../../../platform/db/across-accounts.ts';
import { empty, sql } from '../../../../platform/db/sql.ts';
import { liveChannelName } from '../../../../platform/events/live.ts';
import { notifyOfBounce } from '../bounce.ts';
import { unsettledSql } from '../delivery.ts';
import { newDaySql } from '../limits/standing.ts';
import { countTrouble } from '../limits/trouble.ts';

/** The result of an attempt to send an e-mail. */
export interface SendResult {
  readonly id: string;
  readonly accountId: string;
  readonly status: Extract<Delivery, 'sent' | 'delayed' | 'bounced' | 'failed'>;
  readonly detail: string | null;
  readonly providerId: string | null;
}

/** An e-mail whose state was changed by a result. */
export interface FinishedEmail extends SendResult {
  readonly userId: string;
  readonly invitationId: string | null;
  readonly template: string;
  readonly to: string;
}

type Sql = Pick<Database, '$queryRaw'>;

/**
 * Records the results of attempts, for e-mails of any accounts. Notifies the account's admins of bounces in
 * the same transaction.
 */
export async function recordResults(deps: Dependencies, results: readonly SendResult[]): Promise<void> {
  const isBounced = ({ status }: SendResult) => status === 'bounced';
  const others = results.filter((one) => !isBounced(one));
  if (others.length > 0) {
    const everywhere = acrossAccounts(deps, 'a batch contains e-mails of several accounts');
    await everywhere.transaction((tx) => writeResults(tx, others, deps.clock.now()));
  }
  const bounced = Map.groupBy(results.filter(isBounced), ({ accountId }) => accountId);
  for (const [accountId, ofAccount] of bounced) {
    const ctx = accountContext(deps, accountId, systemActor, noRequest);
    await ctx.transaction(async (tx) => {
      const written = await writeResults(tx.db, ofAccount, tx.now(), accountId);
      for (const email of written) await notifyOfBounce(tx, email);
      await countTrouble(tx, 'bounces', written.length);
    });
  }
}

/**
 * Writes results in one statement: on the e-mail, in its history, and on the invitation whose latest e-mail
 * it is. Finished e-mails stay unchanged.
 * @param accountId restricts it to this account
 * @returns the e-mails that changed
 */
export async function writeResults(
  db: Sql,
  results: readonly SendResult[],
  now: Date,
  accountId?: string,
): Promise<FinishedEmail[]> {
  if (results.length === 0) return [];
  const column = <K extends keyof SendResult>(key: K) => results.map((one) => one[key]);
  const day = sql`${now.toISOString().slice(0, 10)}::date`;
  const narrowing = accountId === undefined ? empty : sql`AND e.account_id = ${accountId}::uuid`;
  const changed = await db.$queryRaw<FinishedEmail[]>(sql`
    WITH outcomes AS (
      SELECT * FROM unnest(${column('id')}::uuid[], ${column('status')}::delivery[],
        ${column('detail').map((detail) => detail?.slice(0, 500) ?? null)}::text[],
        ${column('providerId')}::text[], ${results.map(() => newId())}::uuid[])
        AS o(id, status, detail, provider_id, event_id)
    ), changed AS (
      UPDATE emails e SET status = o.status, attempts = e.attempts + 1, updated_at = ${now},
        provider_id = coalesce(o.provider_id, e.provider_id),
        sent_at = CASE WHEN o.status = 'sent' THEN ${now}::timestamptz END
      FROM outcomes o WHERE e.id = o.id AND ${unsettledSql} ${narrowing}
      RETURNING e.account_id, e.id, e.user_id, e.invitation_id, e.template, e."to", o.status, o.detail,
        o.provider_id, o.event_id
    ), told AS (
      INSERT INTO email_events (account_id, id, email_id, type, at, detail)
      SELECT account_id, event_id, id, status, ${now}::timestamptz, detail FROM changed
    ), invited AS (
      UPDATE invitations i SET delivery = c.status, delivery_detail = c.detail, updated_at = ${now},
        sent_at = CASE WHEN c.status = 'sent' THEN ${now}::timestamptz ELSE i.sent_at END
      FROM changed c WHERE i.account_id = c.account_id AND i.id = c.invitation_id AND i.email_id = c.id
    ), counted AS (
      INSERT INTO account_sending AS s (account_id, day, sent)
      SELECT c.account_id, ${day}, count(*)::int FROM changed c WHERE c.status = 'sent'
      GROUP BY c.account_id ORDER BY c.account_id
      ON CONFLICT (account_id) DO UPDATE SET ${newDaySql(day, sql`excluded.sent`)},
        admitted = CASE WHEN s.day = ${day} THEN s.admitted ELSE 0 END
    )
    SELECT account_id::text AS "accountId", id::text, user_id::text AS "userId", template, "to", detail,
      invitation_id::text AS "invitationId", status::text, provider_id AS "providerId" FROM changed`);
  await announce(db, changed);
  return changed;
}

// PostgreSQL delivers the messages to every listening process, and only if the transaction commits.
async function announce(db: Sql, changed: readonly FinishedEmail[]): Promise<void> {
  if (changed.length === 0) return;
  const accounts = [...Map.groupBy(changed, ({ accountId }) => accountId)].map(([accountId, ofAccount]) => {
    const isAboutUsers = ofAccount.some(({ invitationId }) => invitationId !== null);
    const topics = ['emails.changed', ...(isAboutUsers ? ['users.changed', 'invitations.changed'] : [])];
    return { accountId, topics: JSON.stringify(topics) };
  });
  await db.$queryRaw(sql`SELECT 1 AS ok FROM (
    SELECT pg_notify(${liveChannelName}, json_build_object('accountId', account_id, 'topics', topics)::text)
    FROM unnest(${accounts.map(({ accountId }) => accountId)}::text[],
      ${accounts.map(({ topics }) => topics)}::json[]) AS accounts(account_id, topics)) AS told`);
}
