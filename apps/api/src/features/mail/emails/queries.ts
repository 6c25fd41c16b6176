import type { Email, ListEmails } from '@muster/contracts/mail/emails';
import type { Context } from '../../../platform/context/context.ts';
import type { Keyset } from '../../../platform/db/keyset.ts';
import { keysetSql } from '../../../platform/db/keyset.ts';
import { containsPattern, empty, type Sql, sql } from '../../../platform/db/sql.ts';

/** Which mails are looked for. */
export type EmailFilter = Partial<Pick<ListEmails, 'status' | 'template' | 'q'>> & {
  id?: string;
  userId?: string;
};

/** A mail as the database answers: times inside JSON are still text. */
export type EmailRow = Omit<Email, 'events' | 'user'> & {
  userId: string;
  userName: string;
  events: { type: Email['status']; at: string; detail: string | null }[];
};

const columns = sql`
  e.id, e."to", e.template, e.subject, e.is_test AS "isTest", e.status::text, e.attempts,
  e.created_at AS "createdAt", e.sent_at AS "sentAt", u.id AS "userId", u.name AS "userName",
  (SELECT coalesce(
     json_agg(json_build_object('type', v.type, 'at', v.at, 'detail', v.detail) ORDER BY v.at, v.id), '[]')
   FROM email_events v WHERE v.account_id = e.account_id AND v.email_id = e.id) AS events`;

const from = sql`FROM emails e JOIN users u ON u.account_id = e.account_id AND u.id = e.user_id`;

function where(ctx: Context, { id, userId, status, template, q }: EmailFilter): Sql {
  const pattern = q ? containsPattern(q) : '';
  return sql`
    WHERE e.account_id = ${ctx.accountId}::uuid
      ${id === undefined ? empty : sql`AND e.id = ${id}::uuid`}
      ${userId === undefined ? empty : sql`AND e.user_id = ${userId}::uuid`}
      ${status?.length ? sql`AND e.status = ANY(${status}::delivery[])` : empty}
      ${template?.length ? sql`AND e.template = ANY(${template})` : empty}
      ${
        q
          ? sql`AND (u.name ILIKE ${pattern} OR u.email_display ILIKE ${pattern} OR e."to" ILIKE ${pattern})`
          : empty
      }`;
}

/** Mails with their history; in keyset order when a keyset is given. */
export function findEmails(
  ctx: Context,
  filter: EmailFilter,
  keyset?: Keyset<'createdAt'>,
): Promise<EmailRow[]> {
  const page = keyset
    ? keysetSql(keyset, sql`e.created_at`, { id: sql`e.id`, cast: 'timestamptz' })
    : { where: empty, tail: empty };
  return ctx.query<EmailRow>(sql`SELECT ${columns} ${from} ${where(ctx, filter)} ${page.where} ${page.tail}`);
}

/** How many mails the filter finds. */
export async function countEmails(ctx: Context, filter: EmailFilter): Promise<number> {
  const source = filter.q ? from : sql`FROM emails e`;
  const [row] = await ctx.query<{ count: number }>(
    sql`SELECT count(*)::int AS count ${source} ${where(ctx, filter)}`,
  );
  return row?.count ?? 0;
}

/** A mail as the API shows it. */
export function presentEmail({ userId, userName, events, ...email }: EmailRow): Email {
  return {
    ...email,
    user: { id: userId, name: userName },
    // Its history begins with the mail itself.
    events: [
      { type: 'queued', at: email.createdAt, detail: null },
      ...events.map(({ type, at, detail }) => ({ type, at: new Date(at), detail })),
    ],
  };
}
