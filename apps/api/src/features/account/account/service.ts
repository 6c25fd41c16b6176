import type { Account, Overview, UpdateAccount } from '@muster/contracts/account/account';
import { defined } from '@muster/contracts/kit/defined';
import type { Context, WriteContext } from '../../../platform/context/context.ts';
import { sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';
import { isEmpty, patched } from '../../../platform/fields/values.ts';
import { planReminders } from '../../../policies/reminders.ts';
import { readLogo } from './logo.ts';
import { presentAccount } from './present.ts';

/** The account and its settings. */
export async function getAccount(ctx: Context): Promise<Account> {
  const account = await ctx.db.account.findUniqueOrThrow({ where: { id: ctx.accountId } });
  return presentAccount(ctx.deps.config, account);
}

/**
 * Changes settings; absent fields stay unchanged.
 * @throws Failure `validation_failed` for an unknown time zone, `logo_invalid`
 */
export async function updateAccount(ctx: Context, input: UpdateAccount): Promise<Account> {
  const { logo, invitationReminderDays: reminderDays, ...others } = input;
  const settings = defined({
    ...others,
    invitationReminderDays: reminderDays ? sortedDays(reminderDays) : undefined,
  });
  if (settings.timeZone !== undefined) refuseUnknownTimeZone(settings.timeZone);
  const picture = typeof logo === 'string' ? await readLogo(logo) : logo;
  return ctx.transaction(async (tx) => {
    const before = await tx.db.account.findUniqueOrThrow({ where: { id: ctx.accountId } });
    if (picture) {
      const { contentType, bytes } = picture;
      await tx.query(sql`
        INSERT INTO account_logos AS l (account_id, content_type, bytes)
        VALUES (${tx.accountId}::uuid, ${contentType}, ${bytes})
        ON CONFLICT (account_id) DO UPDATE SET content_type = excluded.content_type, bytes = excluded.bytes`);
    } else if (picture === null) await tx.db.accountLogo.deleteMany({});
    const logoVersion = picture === undefined ? undefined : (picture?.version ?? null);
    const data = defined({ ...settings, logoVersion });
    const account = await tx.db.account.update({ where: { id: ctx.accountId }, data });
    const { changes } = patched(before, data);
    if (!isEmpty(changes)) {
      tx.record({
        type: 'account.updated',
        target: { type: 'account', id: account.id, name: account.name },
        data: { changes },
      });
    }
    if ('signInMaxDays' in changes || 'signInIdleDays' in changes) await shortenSignIns(tx, account);
    if ('invitationReminderDays' in changes || 'timeZone' in changes) await planReminders(tx, 'all');
    return presentAccount(ctx.deps.config, account);
  });
}

/** Sign-ins that last longer than the settings allow end at once or earlier; others get longer when they are used. */
async function shortenSignIns(
  tx: WriteContext,
  { signInMaxDays, signInIdleDays }: { signInMaxDays: number; signInIdleDays: number },
): Promise<void> {
  await tx.query(sql`
    UPDATE sign_ins SET expires_at = least(expires_at, authenticated_at + make_interval(days => ${signInMaxDays}),
      last_seen_at + make_interval(days => ${signInIdleDays}))
    WHERE account_id = ${tx.accountId}::uuid AND ended_at IS NULL`);
}

/** The days sorted, without duplicates. */
function sortedDays(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

/** @throws Failure `validation_failed` if `Intl` does not know the IANA time zone */
export function refuseUnknownTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    const detail = 'time_zone_invalid';
    fail('validation_failed', { errors: [{ pointer: '#/timeZone', detail, code: 'time_zone_invalid' }] });
  }
}

/** The figures of the Overview screen. */
export async function getOverview(ctx: Context): Promise<Overview> {
  const [[invitations], [users], [mail]] = await Promise.all([
    ctx.query<Overview['invitations']>(sql`
      SELECT
        count(*) FILTER (WHERE state = 'pending' AND expires_at > now())::int AS pending,
        count(*) FILTER (WHERE state = 'pending' AND expires_at <= now())::int AS expired,
        count(*) FILTER (WHERE state = 'pending' AND delivery IN ('bounced', 'suppressed', 'failed', 'complained'))::int
          AS undelivered,
        count(*) FILTER (WHERE accepted_at > now() - interval '30 days')::int AS "acceptedLast30Days"
      FROM invitations WHERE account_id = ${ctx.accountId}::uuid`),
    ctx.query<Overview['users']>(sql`
      SELECT
        count(*)::int AS total,
        count(*) FILTER (WHERE status = 'added')::int AS added,
        count(*) FILTER (WHERE status = 'deactivated')::int AS deactivated,
        count(*) FILTER (WHERE status <> 'deactivated' AND last_login_at IS NULL)::int AS "neverSignedIn"
      FROM users WHERE account_id = ${ctx.accountId}::uuid`),
    ctx.query<{ failed: number }>(sql`
      SELECT count(*)::int AS failed FROM emails e
      WHERE e.account_id = ${ctx.accountId}::uuid AND e.status = 'failed' AND e.created_at > now() - interval '30 days'
        AND NOT EXISTS (SELECT 1 FROM email_events v WHERE v.account_id = e.account_id AND v.email_id = e.id
          AND v.type = 'failed' AND v.detail = 'superseded')`),
  ]);
  const { emailTransport, mailHealth } = ctx.deps;
  const { status, detail } = mailHealth.current();
  return {
    invitations: invitations ?? fail('not_found'),
    users: users ?? fail('not_found'),
    mail: {
      transport: emailTransport.name,
      isWorking: status !== 'failing',
      detail,
      failed: mail?.failed ?? 0,
    },
  };
}
