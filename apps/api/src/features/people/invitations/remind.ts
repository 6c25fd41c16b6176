import type { Dependencies } from '../../../dependencies.ts';
import { accountContext } from '../../../platform/context/account-context.ts';
import { noRequest, systemActor } from '../../../platform/context/actor.ts';
import type { Context, TransactionContext } from '../../../platform/context/context.ts';
import { mintToken } from '../../../platform/crypto/tokens.ts';
import { acrossAccounts } from '../../../platform/db/across-accounts.ts';
import { sql } from '../../../platform/db/sql.ts';
import { toLocale } from '../../../platform/i18n/translate.ts';
import { drainDue } from '../../../platform/jobs/drain-due.ts';
import { byDay } from '../../../platform/local-time.ts';
import { planReminders } from '../../../policies/reminders.ts';
import { groupNames } from './issue.ts';
import { lockUser } from './service.ts';

interface DueReminder {
  accountId: string;
  id: string;
  userId: string;
}

/** Job handler: reminds of pending invitations that are due, in every account where it is daytime. */
export function sendReminders(deps: Dependencies): Promise<void> {
  return drainDue({
    limit: 200,
    find: (limit) => findDue(deps, limit),
    run: ({ accountId, ...reminder }) =>
      remind(accountContext(deps, accountId, systemActor, noRequest), reminder),
  });
}

// Across all accounts, on an index that contains only coming reminders.
function findDue(deps: Dependencies, limit: number): Promise<DueReminder[]> {
  return acrossAccounts(deps, 'reminders that are due').query<DueReminder>(sql`
    SELECT account_id AS "accountId", id, user_id AS "userId" FROM invitations
    WHERE next_reminder_at IS NOT NULL AND next_reminder_at <= ${deps.clock.now()}
    ORDER BY next_reminder_at LIMIT ${limit}`);
}

async function remind(ctx: Context, { id, userId }: Omit<DueReminder, 'accountId'>): Promise<void> {
  await ctx.transaction(async (tx) => {
    const user = await lockUser(tx, userId);
    const invitation = await findOpen(tx, id);
    if (!invitation || user.status !== 'invited') {
      await tx.db.invitation.updateMany({ where: { id }, data: { nextReminderAt: null } });
      return;
    }
    // Reminders that are late, e.g. after an outage, still do not go out at night.
    if (await waitForDay(tx, id)) return;
    const { token, hash } = mintToken();
    const emailId = tx.sendEmail({
      template: 'invitation_reminder',
      to: user.emailDisplay,
      userId,
      invitationId: id,
      locale: toLocale(user.locale ?? invitation.locale),
      variables: {
        'user.name': user.name,
        'user.first_name': user.firstName,
        'user.email': user.emailDisplay,
        'inviter.name': invitation.inviter ?? invitation.accountName,
        group_names: await groupNames(tx, userId),
        activation_url: `${tx.deps.config.publicUrl}/activate#${token}`,
        expires_at: invitation.expiresAt.toISOString(),
      },
    });
    // The link of the first e-mail stays valid, in case the reader opens that one first.
    await tx.db.invitationToken.create({
      data: { tokenHash: hash, accountId: tx.accountId, invitationId: id, createdAt: tx.now() },
    });
    await tx.db.invitation.updateMany({
      where: { id },
      data: {
        emailId,
        delivery: 'queued',
        deliveryDetail: null,
        remindersSent: { increment: 1 },
        nextReminderAt: null,
      },
    });
    await planReminders(tx, { invitationId: id });
    const person = { id: userId, name: user.name };
    tx.record({
      type: 'invitation.reminded',
      target: { type: 'invitation', id, name: user.name },
      user: person,
      data: { to: user.emailDisplay },
    });
  });
}

interface OpenInvitation {
  expiresAt: Date;
  inviter: string | null;
  locale: string;
  accountName: string;
}

/** The invitation, if a reminder still makes sense. */
async function findOpen(tx: TransactionContext, id: string): Promise<OpenInvitation | undefined> {
  const [row] = await tx.db.$queryRaw<OpenInvitation[]>(sql`
    SELECT i.expires_at AS "expiresAt", i.invited_by_name AS inviter, a.locale, a.name AS "accountName"
    FROM invitations i JOIN accounts a ON a.id = i.account_id
    WHERE i.account_id = ${tx.accountId}::uuid AND i.id = ${id}::uuid AND i.state = 'pending'
      AND i.next_reminder_at <= ${tx.now()} AND i.expires_at > now() AND i.sent_at IS NOT NULL
      AND i.delivery NOT IN ('bounced', 'complained', 'suppressed', 'failed')
      AND cardinality(a.invitation_reminder_days) > 0`);
  return row;
}

/**
 * At night, postpones a reminder to the morning.
 * @returns whether it did
 */
async function waitForDay(tx: TransactionContext, id: string): Promise<boolean> {
  const now = sql`${tx.now()}::timestamptz`;
  const welcome = byDay(now, sql`a.time_zone`);
  const moved = await tx.db.$executeRaw(sql`
    UPDATE invitations i SET next_reminder_at = ${welcome} FROM accounts a
    WHERE i.account_id = ${tx.accountId}::uuid AND i.id = ${id}::uuid AND a.id = i.account_id AND ${welcome} > ${now}`);
  return moved > 0;
}
