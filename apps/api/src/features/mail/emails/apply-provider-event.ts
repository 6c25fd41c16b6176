import type { Delivery } from '@muster/contracts/mail/delivery';
import type { Dependencies } from '../../../dependencies.ts';
import { accountContext } from '../../../platform/context/account-context.ts';
import { noRequest, systemActor } from '../../../platform/context/actor.ts';
import { newId } from '../../../platform/crypto/tokens.ts';
import { acrossAccounts } from '../../../platform/db/across-accounts.ts';
import { empty, type Query, sql } from '../../../platform/db/sql.ts';
import type { ProviderEvent } from '../../../platform/email/transports/resend-webhook.ts';
import { liveChannelName } from '../../../platform/events/live.ts';
import { notifyOfBounce, stopReminders } from './bounce.ts';
import { rankSql } from './delivery.ts';
import { countTrouble } from './limits/trouble.ts';

/** The e-mail a report is about. */
interface ReportedEmail {
  readonly accountId: string;
  readonly id: string;
  readonly userId: string;
  readonly invitationId: string | null;
  readonly template: string;
  readonly to: string;
  /** Whether the report added information; null if it was recorded before. */
  readonly isChange: boolean | null;
}

/** Reports that stop reminders. */
const ends: readonly Delivery[] = ['bounced', 'suppressed', 'complained'];

/**
 * Records a provider's report about an e-mail, once.
 * @param receiptId identifies the report
 * @returns whether the e-mail is known
 */
export async function applyProviderEvent(
  deps: Dependencies,
  receiptId: string,
  report: ProviderEvent,
): Promise<boolean> {
  const now = deps.clock.now();
  if (!ends.includes(report.type)) {
    const { query } = acrossAccounts(deps, 'the e-mail that a report is about');
    const known = await write(query, { receiptId, report, now });
    return known !== undefined || applyToInstallationEmail(deps, report);
  }
  const { emailId, providerId } = report;
  const mail = await deps.database.email.findFirst({
    where: emailId ? { id: emailId } : { providerId },
    select: { accountId: true },
  });
  if (!mail) return applyToInstallationEmail(deps, report);
  const ctx = accountContext(deps, mail.accountId, systemActor, noRequest);
  await ctx.transaction(async (tx) => {
    const email = await write(tx.query, { receiptId, report, now: tx.now() }, tx.accountId);
    if (!email?.isChange) return;
    const { id, invitationId } = email;
    if (report.type === 'complained') await countTrouble(tx, 'complaints', 1);
    if (report.type === 'bounced') await countTrouble(tx, 'bounces', 1);
    if (report.type !== 'complained') await notifyOfBounce(tx, { ...email, detail: report.reason });
    else if (invitationId !== null) await stopReminders(tx, { id, invitationId });
  });
  return true;
}

/** Records a report about an e-mail of the installation, which has no history: its last state counts. */
async function applyToInstallationEmail(deps: Dependencies, report: ProviderEvent): Promise<boolean> {
  const { type: status, reason: detail, emailId, providerId } = report;
  const { count } = await deps.database.installationEmail.updateMany({
    where: emailId ? { id: emailId } : { providerId },
    data: { status, detail, providerId },
  });
  return count > 0;
}

/**
 * Records a report in one statement, because there are as many reports as e-mails: on the e-mail, in its
 * history, and on the invitation whose latest e-mail it is. For an e-mail that counts as sent, the history
 * already has an entry.
 * @param accountId restricts it to this account
 */
async function write(
  query: Query,
  { receiptId, report, now }: { receiptId: string; report: ProviderEvent; now: Date },
  accountId?: string,
): Promise<ReportedEmail | undefined> {
  const { type, at, emailId, providerId } = report;
  const detail = report.reason?.slice(0, 500) ?? null;
  const hasLeft = type !== 'failed' && type !== 'suppressed';
  // Before the provider confirms the e-mail, its status is only our assumption.
  const known = rankSql(sql`m.status`);
  const rank = sql`CASE WHEN m.sent_at IS NULL AND m.provider_id IS NULL THEN 0 ELSE ${known} END`;
  const [email] = await query<ReportedEmail>(sql`
    WITH found AS (
      SELECT e.account_id, e.id, e.user_id, e.invitation_id, e.template, e."to", e.status, e.sent_at,
        e.provider_id
      FROM emails e WHERE ${emailId ? sql`e.id = ${emailId}::uuid` : sql`e.provider_id = ${providerId}`}
        ${accountId === undefined ? empty : sql`AND e.account_id = ${accountId}::uuid`}
      LIMIT 1 FOR UPDATE
    ), receipt AS (
      INSERT INTO provider_events (id, received_at) SELECT ${receiptId}, ${now} FROM found
      ON CONFLICT DO NOTHING RETURNING id
    ), reported AS (
      SELECT m.*, ${rankSql(sql`${type}`)} > ${rank} AS is_change FROM found m CROSS JOIN receipt
    ), history AS (
      INSERT INTO email_events (account_id, id, email_id, type, at, detail)
      SELECT n.account_id, ${newId()}::uuid, n.id, ${type}::delivery, ${at}, ${detail} FROM reported n
      WHERE ${type} <> 'sent' OR NOT EXISTS (
        SELECT 1 FROM email_events v
        WHERE v.account_id = n.account_id AND v.email_id = n.id AND v.type = 'sent')
    ), changed AS (
      UPDATE emails e SET provider_id = ${providerId}, updated_at = ${now},
        status = CASE WHEN n.is_change THEN ${type}::delivery ELSE e.status END,
        sent_at = CASE WHEN ${hasLeft} THEN coalesce(e.sent_at, ${at}) ELSE e.sent_at END,
        attempts = CASE WHEN ${hasLeft} AND e.sent_at IS NULL THEN e.attempts + 1 ELSE e.attempts END,
        sealed = CASE WHEN e.batch_id IS NULL AND ${type} <> 'failed' THEN NULL ELSE e.sealed END
      FROM reported n WHERE e.account_id = n.account_id AND e.id = n.id
    ), invited AS (
      UPDATE invitations i SET delivery = ${type}::delivery, delivery_detail = ${detail}, updated_at = ${now},
        sent_at = CASE WHEN ${hasLeft} THEN coalesce(i.sent_at, ${at}) ELSE i.sent_at END
      FROM reported n
      WHERE n.is_change AND i.account_id = n.account_id AND i.id = n.invitation_id AND i.email_id = n.id
    )
    SELECT m.account_id::text AS "accountId", m.id::text, m.user_id::text AS "userId", m.template, m."to",
      m.invitation_id::text AS "invitationId", n.is_change AS "isChange",
      CASE WHEN n.id IS NOT NULL THEN pg_notify(${liveChannelName}, json_build_object(
        'accountId', m.account_id, 'topics', ARRAY['emails.changed', 'users.changed', 'invitations.changed'])::text)::text END AS notified
    FROM found m LEFT JOIN reported n ON n.account_id = m.account_id AND n.id = m.id`);
  return email;
}
