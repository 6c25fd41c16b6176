import { days } from '../../platform/clock.ts';
import type { TransactionContext } from '../../platform/context.ts';
import { mintToken, newId } from '../../platform/crypto/tokens.ts';
import { toLocale } from '../../platform/i18n/translate.ts';
import { sql } from '../../platform/sql.ts';
import { planReminders } from './plan-reminders.ts';

/** The user an invitation goes to, as locked by the caller. */
export interface Invitee {
  readonly id: string;
  readonly name: string;
  readonly firstName: string;
  readonly email: string;
  readonly emailDisplay: string;
  readonly locale: string | null;
}

/**
 * Sends a user their invitation. Without a live one it makes one; else the live one gets a new link and a new expiry,
 * and its old links die. The caller holds the lock on the user's row.
 * @param tx the transaction that also changes whatever led to this
 * @returns the invitation's id and whether it is new
 */
export async function issueInvitation(
  tx: TransactionContext,
  user: Invitee,
): Promise<{ id: string; isNew: boolean }> {
  const now = tx.now();
  const account = await tx.db.account.findUniqueOrThrow({ where: { id: tx.accountId } });
  const live = await tx.db.invitation.findFirst({ where: { userId: user.id, state: 'pending' } });
  const id = live?.id ?? newId();
  const { token, hash } = mintToken();
  const inviter = live?.invitedByName && tx.actor.type === 'system' ? live.invitedByName : tx.actor.name;
  const { now: issuedAt, expiresAt } = await timesInDatabase(tx, account.invitationLifetimeDays);
  const emailId = tx.sendEmail({
    template: 'invitation',
    to: user.emailDisplay,
    userId: user.id,
    invitationId: id,
    locale: toLocale(user.locale ?? account.locale),
    variables: {
      'user.name': user.name,
      'user.first_name': user.firstName,
      'user.email': user.emailDisplay,
      'inviter.name': inviter,
      group_names: await groupNames(tx, user.id),
      activation_url: `${tx.deps.config.publicUrl}/activate#${token}`,
      expires_at: expiresAt.toISOString(),
    },
  });
  const sending = {
    delivery: 'queued',
    deliveryDetail: null,
    emailId,
    sentAt: null,
    issuedAt,
    expiresAt,
    remindersSent: 0,
  } as const;
  const inviting =
    tx.actor.type === 'system' ? {} : { invitedById: tx.actor.id, invitedByName: tx.actor.name };
  if (live) {
    await tx.db.invitationToken.updateMany({
      where: { invitationId: id, supersededAt: null },
      data: { supersededAt: now },
    });
    await tx.db.invitation.update({
      where: { accountId_id: { accountId: tx.accountId, id } },
      data: { ...sending, ...inviting },
    });
  } else {
    await tx.db.invitation.create({
      data: { accountId: tx.accountId, id, userId: user.id, createdAt: now, ...sending, ...inviting },
    });
    await tx.db.user.updateMany({ where: { id: user.id, status: 'added' }, data: { status: 'invited' } });
  }
  await tx.db.invitationToken.create({
    data: { tokenHash: hash, accountId: tx.accountId, invitationId: id, createdAt: now },
  });
  await planReminders(tx, { invitationId: id });
  tx.record({
    type: live ? 'invitation.resent' : 'invitation.sent',
    target: { type: 'invitation', id, name: user.name },
    user: { id: user.id, name: user.name },
    data: { to: user.emailDisplay, expiresAt: expiresAt.toISOString() },
  });
  return { id, isNew: !live };
}

/**
 * Revokes a user's live invitation, if there is one.
 * @returns whether there was one
 */
export async function revokeLiveInvitation(
  tx: TransactionContext,
  user: { id: string; name: string },
): Promise<boolean> {
  const live = await tx.db.invitation.findFirst({ where: { userId: user.id, state: 'pending' } });
  if (!live) return false;
  await tx.db.invitation.update({
    where: { accountId_id: { accountId: tx.accountId, id: live.id } },
    data: { state: 'revoked', revokedAt: tx.now(), nextReminderAt: null },
  });
  tx.record({
    type: 'invitation.revoked',
    target: { type: 'invitation', id: live.id, name: user.name },
    user,
  });
  return true;
}

// Expiry is compared with the database's clock, so it is counted from that clock too.
async function timesInDatabase(tx: TransactionContext, lifetimeDays: number) {
  const [row] = await tx.db.$queryRaw<{ now: Date }[]>(sql`SELECT now() AS now`);
  const now = row?.now ?? tx.now();
  return { now, expiresAt: new Date(now.getTime() + days(lifetimeDays)) };
}

/** The names of a user's groups, as mails show them. */
export async function groupNames(tx: TransactionContext, userId: string): Promise<string> {
  const rows = await tx.db.groupMembership.findMany({
    where: { userId },
    select: { group: { select: { name: true } } },
    orderBy: { group: { name: 'asc' } },
    take: 20,
  });
  return rows.map(({ group }) => group.name).join(', ');
}
