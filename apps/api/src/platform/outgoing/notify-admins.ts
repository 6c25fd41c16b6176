import type { Locale } from '@muster/contracts/kit/primitives';
import { Routing } from '@muster/contracts/mail/notifications';
import type { DigestChannel, DigestKind } from '@muster/database/client';
import { minutes } from '../clock.ts';
import { newId } from '../crypto/tokens.ts';
import { defineRow, unnestRows } from '../db/rows.ts';
import { type Query, sql } from '../db/sql.ts';
import { toLocale } from '../i18n/translate.ts';
import { nextMorning } from '../local-time.ts';
import type { AdminMail, NewEmail, NewEvent } from './outgoing-types.ts';

/** An event that admins are notified of. */
export interface NotifiableEvent extends NewEvent {
  readonly id: string;
  readonly mail?: AdminMail;
}

/**
 * How many e-mails of a kind are sent one by one within the time; further events form a burst and are sent as
 * one digest.
 */
export const burst = { mails: 3, within: minutes(15), calmAfter: minutes(5), atMost: minutes(60) } as const;

interface Scope {
  readonly accountId: string;
  readonly actor: { readonly id: string | null };
  readonly query: Query;
  now(): Date;
}

interface Admin {
  readonly id: string;
  readonly name: string;
  readonly firstName: string;
  readonly email: string;
  readonly locale: Locale;
  readonly inApp: Routing;
  readonly mail: Routing;
  /** How many e-mails of this kind may still be sent one by one. */
  single: number;
}

/**
 * Notifies the account's active admins of events, except those who caused them. Each admin is notified as
 * they chose: in the app and by e-mail, immediately or in the morning digest.
 * @returns the e-mails to send immediately
 */
export async function notifyAdmins(scope: Scope, events: readonly NotifiableEvent[]): Promise<NewEmail[]> {
  const notified: Notified = { notifications: [], digestItems: [], emails: [] };
  for (const type of new Set(events.map((event) => event.type))) {
    const ofType = events.filter((event) => event.type === type);
    const admins = await findAdmins(scope, type, ofType[0]?.mail?.template);
    for (const event of ofType) for (const admin of admins) route(scope, event, admin, notified);
  }
  // One statement for each kind of row, however many events there are.
  if (notified.notifications.length > 0) await insertNotifications(scope, notified.notifications);
  if (notified.digestItems.length > 0) await addToDigest(scope, notified.digestItems);
  return notified.emails;
}

/** Who is notified, and how: in the app now, later, or by a separate e-mail. */
interface Notified {
  readonly notifications: NotificationRow[];
  readonly digestItems: DigestRow[];
  readonly emails: NewEmail[];
}

function route(scope: Scope, event: NotifiableEvent, admin: Admin, notified: Notified): void {
  const row = () => rowFor(scope, event, admin);
  if (admin.inApp === 'immediate') notified.notifications.push(row());
  if (admin.inApp === 'daily') notified.digestItems.push({ ...row(), channel: 'inApp', kind: 'daily' });
  if (!event.mail || admin.mail === 'off') return;
  if (admin.mail === 'immediate' && admin.single > 0) {
    admin.single -= 1;
    notified.emails.push(addressed(event.mail, admin));
  } else {
    notified.digestItems.push({
      ...row(),
      channel: 'email',
      kind: admin.mail === 'daily' ? 'daily' : 'wave',
    });
  }
}

type NotificationRow = ReturnType<typeof rowFor>;
type DigestRow = NotificationRow & { readonly channel: DigestChannel; readonly kind: DigestKind };

function rowFor(scope: Scope, event: NotifiableEvent, admin: Admin) {
  return {
    id: newId(),
    userId: admin.id,
    eventId: event.id,
    type: event.type,
    subjectId: event.user?.id ?? null,
    subjectName: event.user?.name ?? null,
    data: event.data ?? {},
    createdAt: scope.now(),
  };
}

const notification = {
  id: 'id uuid',
  userId: 'user_id uuid',
  eventId: 'event_id uuid',
  type: 'type text',
  subjectId: 'subject_id uuid',
  subjectName: 'subject_name text',
  data: 'data jsonb',
  createdAt: 'created_at timestamptz',
} as const;
const notificationRow = defineRow<NotificationRow>(notification);
const digestRow = defineRow<DigestRow>({
  ...notification,
  channel: 'channel digest_channel',
  kind: 'kind digest_kind',
});

async function insertNotifications(
  { query, accountId }: Scope,
  rows: readonly NotificationRow[],
): Promise<void> {
  await query(sql`
    INSERT INTO notifications (account_id, id, user_id, event_id, type, subject_id, subject_name, data, created_at)
    SELECT ${accountId}::uuid, t.* FROM ${unnestRows('t', notificationRow, rows)} ON CONFLICT DO NOTHING`);
}

function addressed({ template, variables }: AdminMail, admin: Admin): NewEmail {
  return {
    template,
    to: admin.email,
    userId: admin.id,
    locale: admin.locale,
    variables: { ...variables, 'admin.name': admin.name, 'admin.first_name': admin.firstName },
  };
}

/** Stores items for a later digest: in the morning of the account's time zone, or at the end of a burst. */
async function addToDigest(scope: Scope, items: readonly DigestRow[]): Promise<void> {
  const now = scope.now();
  const calm = new Date(now.getTime() + burst.calmAfter);
  await scope.query(sql`
    INSERT INTO digest_items (account_id, id, user_id, event_id, type, subject_id, subject_name, data, created_at,
      channel, kind, due_at)
    SELECT ${scope.accountId}::uuid, t.*, CASE t.kind WHEN 'wave' THEN ${calm}::timestamptz ELSE
      (SELECT ${nextMorning(sql`${now}::timestamptz`, sql`a.time_zone`)} FROM accounts a
       WHERE a.id = ${scope.accountId}::uuid) END
    FROM ${unnestRows('t', digestRow, items)} ON CONFLICT DO NOTHING`);
}

interface AdminRow {
  id: string;
  name: string;
  firstName: string;
  email: string;
  locale: string | null;
  inApp: string | null;
  mail: string | null;
  isOff: boolean;
  recent: number;
  isWave: boolean;
}

/** The admins with their settings; the default is to notify immediately. */
async function findAdmins(scope: Scope, type: string, template: string | undefined): Promise<Admin[]> {
  const since = new Date(scope.now().getTime() - burst.within);
  const kind = template ?? '';
  const rows = await scope.query<AdminRow>(sql`
    SELECT u.id, u.name, u.first_name AS "firstName", u.email_display AS email, coalesce(u.locale, a.locale) AS locale,
      s.in_app AS "inApp", s.email AS mail, ${kind} = ANY (a.disabled_emails) AS "isOff",
      (SELECT count(*)::int FROM emails e WHERE e.account_id = u.account_id AND e.user_id = u.id
        AND e.template = ${kind} AND e.created_at > ${since}) AS recent,
      EXISTS (SELECT 1 FROM digest_items d WHERE d.account_id = u.account_id AND d.user_id = u.id
        AND d.channel = 'email' AND d.kind = 'wave' AND d.type = ${type}) AS "isWave"
    FROM users u
    JOIN accounts a ON a.id = u.account_id
    LEFT JOIN notification_settings s ON s.account_id = u.account_id AND s.user_id = u.id AND s.event = ${type}
    WHERE u.account_id = ${scope.accountId}::uuid AND u.role IN ('owner', 'admin') AND u.status = 'active'
      AND u.id IS DISTINCT FROM ${scope.actor.id}::uuid`);
  return rows.map(({ locale, inApp, mail, isOff, recent, isWave, ...admin }) => ({
    ...admin,
    locale: toLocale(locale),
    inApp: Routing.safeParse(inApp).data ?? 'immediate',
    mail: isOff ? 'off' : (Routing.safeParse(mail).data ?? 'immediate'),
    single: isWave ? 0 : Math.max(0, burst.mails - recent),
  }));
}
