import type { Email, ListEmails } from '@muster/contracts/mail/emails';
import { byTime, defineList } from '../../../platform/db/list-page.ts';
import { searchIn, sql } from '../../../platform/db/sql.ts';

/** An e-mail as read from the database: times inside JSON are still text. */
export type EmailRow = Omit<Email, 'events' | 'user'> & {
  userId: string;
  userName: string;
  events: { type: Email['status']; at: string; detail: string | null }[];
};

/** The filters of the e-mail list: the query's, and the user on a user's page. */
type EmailFilter = Partial<Pick<ListEmails, 'status' | 'template' | 'q'>> & { userId?: string };

const from = sql`FROM emails e JOIN users u ON u.account_id = e.account_id AND u.id = e.user_id`;

/** The outbox of an account: its e-mails with their history. */
export const emailList = defineList<EmailRow, EmailFilter, 'createdAt'>({
  endpoint: 'emails.list',
  columns: sql`
    e.id, e."to", e.template, e.subject, e.is_test AS "isTest", e.status::text, e.attempts,
    e.created_at AS "createdAt", e.sent_at AS "sentAt", u.id AS "userId", u.name AS "userName",
    (SELECT coalesce(
       json_agg(json_build_object('type', v.type, 'at', v.at, 'detail', v.detail) ORDER BY v.at, v.id), '[]')
     FROM email_events v WHERE v.account_id = e.account_id AND v.email_id = e.id) AS events`,
  from,
  account: sql`e.account_id`,
  id: sql`e.id`,
  sorts: { createdAt: byTime(sql`e.created_at`, 'createdAt') },
  where: {
    userId: (id) => sql`e.user_id = ${id}::uuid`,
    status: (statuses) => sql`e.status = ANY(${statuses}::delivery[])`,
    template: (keys) => sql`e.template = ANY(${keys})`,
    q: (text) => searchIn(sql`(u.search || E'\\n' || search_key(e."to"))`, text),
  },
  countFrom: ({ q }) => (q ? from : sql`FROM emails e`),
});

/** An e-mail as the API shows it. */
export function presentEmail({ userId, userName, events, ...email }: EmailRow): Email {
  return {
    ...email,
    user: { id: userId, name: userName },
    // The history begins with the e-mail itself.
    events: [
      { type: 'queued', at: email.createdAt, detail: null },
      ...events.map(({ type, at, detail }) => ({ type, at: new Date(at), detail })),
    ],
  };
}
