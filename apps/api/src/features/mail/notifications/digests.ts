import type { EventType, RoutedEvent } from '@muster/contracts/catalogue';
import { defined } from '@muster/contracts/kit/defined';
import type { Locale } from '@muster/contracts/kit/primitives';
import type { DigestItem } from '@muster/database/client';
import type { Dependencies } from '../../../dependencies.ts';
import { accountContext } from '../../../platform/context/account-context.ts';
import { noRequest, systemActor } from '../../../platform/context/actor.ts';
import type { TransactionContext } from '../../../platform/context/context.ts';
import { newId } from '../../../platform/crypto/tokens.ts';
import { acrossAccounts } from '../../../platform/db/across-accounts.ts';
import { sql } from '../../../platform/db/sql.ts';
import { toLocale, translator } from '../../../platform/i18n/translate.ts';
import { drainDue } from '../../../platform/jobs/drain-due.ts';
import { burst } from '../../../platform/outgoing/notify-admins.ts';

/** One admin's digest items of a channel that are due at the same time. */
interface DueDigest {
  accountId: string;
  userId: string;
  channel: 'inApp' | 'email';
  kind: 'daily' | 'wave';
}

const namesShown = 10;

/** Job handler: sends the digests that are due. */
export function sendDigests(deps: Dependencies): Promise<void> {
  return drainDue({
    limit: 200,
    find: (limit) => findDue(deps, limit),
    run: (digest) => send(deps, digest),
  });
}

/**
 * The digest of a burst is due after a quiet period, at the latest after an hour; a daily one in the morning.
 */
function findDue(deps: Dependencies, limit: number): Promise<DueDigest[]> {
  const now = deps.clock.now();
  const longAgo = new Date(now.getTime() - burst.atMost);
  return acrossAccounts(deps, 'digests that are due').query<DueDigest>(sql`
    SELECT account_id AS "accountId", user_id AS "userId", channel::text, kind::text FROM digest_items
    GROUP BY account_id, user_id, channel, kind
    HAVING (kind = 'daily' AND min(due_at) <= ${now})
      OR (kind = 'wave' AND (max(due_at) <= ${now} OR min(created_at) <= ${longAgo}))
    LIMIT ${limit}`);
}

async function send(deps: Dependencies, { accountId, userId, channel, kind }: DueDigest): Promise<void> {
  await accountContext(deps, accountId, systemActor, noRequest).transaction(async (tx) => {
    const which = defined({ userId, channel, kind, dueAt: kind === 'daily' ? { lte: tx.now() } : undefined });
    const items = await tx.db.digestItem.findMany({ where: which, orderBy: { createdAt: 'asc' } });
    // Deleted first: of two concurrent processes, only one finds the rows.
    const { count } = await tx.db.digestItem.deleteMany({ where: { id: { in: items.map(({ id }) => id) } } });
    if (count === 0 || count < items.length) return;
    if (channel === 'inApp') await showInApp(tx, userId, items);
    else await mail(tx, userId, items);
  });
}

async function showInApp(
  tx: TransactionContext,
  userId: string,
  items: readonly DigestItem[],
): Promise<void> {
  await tx.db.notification.createMany({
    data: items.map(({ eventId, type, subjectId, subjectName, data, createdAt }) => ({
      accountId: tx.accountId,
      id: newId(),
      userId,
      eventId,
      type,
      subjectId,
      subjectName,
      data: data ?? {},
      createdAt,
    })),
    skipDuplicates: true,
  });
  tx.announce('notification');
}

async function mail(tx: TransactionContext, userId: string, items: readonly DigestItem[]): Promise<void> {
  const admin = await tx.db.user.findUnique({
    where: { accountId_id: { accountId: tx.accountId, id: userId } },
    include: { account: true },
  });
  if (admin?.status !== 'active' || admin.account.disabledEmails.includes('digest')) return;
  const locale = toLocale(admin.locale ?? admin.account.locale);
  const { publicUrl } = tx.deps.config;
  tx.sendEmail({
    template: 'digest',
    to: admin.emailDisplay,
    userId,
    locale,
    variables: {
      'admin.name': admin.name,
      'admin.first_name': admin.firstName,
      summary: summaryOf(items, locale),
      users_url: `${publicUrl}/users`,
      settings_url: `${publicUrl}/notification-settings/you`,
    },
  });
}

const sentences = {
  'user.activated': 'activated',
  'invitation.bounced': 'bounced',
  'account.seat_limit_reached': 'seats',
  'webhook_endpoint.disabled': 'webhooks',
  'email.bulk_paused': 'paused',
} as const satisfies Record<RoutedEvent, string> & Partial<Record<EventType, string>>;

/** A line per kind of event: how many, and the first names. */
export function summaryOf(
  items: readonly { type: EventType | string; subjectName: string | null }[],
  locale: Locale,
): string {
  const translate = translator(locale);
  const list = new Intl.ListFormat(locale, { style: 'long', type: 'conjunction' });
  const lines = Object.entries(sentences).flatMap(([type, sentence]) => {
    const names = items.filter((item) => item.type === type).map(({ subjectName }) => subjectName ?? '');
    if (names.length === 0) return [];
    const more = names.length - namesShown;
    const shown = names.slice(0, more > 0 ? namesShown : undefined);
    const listed = more > 0 ? [...shown, translate('emails.digest.more', { count: more })] : shown;
    return [translate(`emails.digest.${sentence}`, { count: names.length, names: list.format(listed) })];
  });
  return lines.join('\n');
}
