import type { Email, EmailWithContent, ListEmails } from '@muster/contracts/mail/emails';
import type { Context } from '../../../platform/context/context.ts';
import { openKeyset } from '../../../platform/db/keyset.ts';
import { fail } from '../../../platform/errors.ts';
import { countEmails, type EmailFilter, findEmails, presentEmail } from './queries.ts';

type Page = Pick<ListEmails, 'limit' | 'cursor' | 'include' | 'sort'>;

/** A page of the account's outbox. */
export function listEmails(ctx: Context, query: ListEmails) {
  return pageOfEmails(ctx, 'emails.list', query, query);
}

/**
 * A page of mails with their delivery history; never their bodies.
 * @param list the list's name, which its cursors are for
 */
export async function pageOfEmails(ctx: Context, list: string, query: Page, filter: EmailFilter) {
  const keyset = openKeyset<'createdAt'>(ctx, list, query);
  const [total, found] = await Promise.all([
    keyset.isTotalWanted ? countEmails(ctx, filter) : undefined,
    findEmails(ctx, filter, keyset),
  ]);
  const { rows, nextCursor } = keyset.page(found, (row) => ({
    id: row.id,
    value: row.createdAt.toISOString(),
  }));
  return { data: rows.map(presentEmail), nextCursor, ...(total === undefined ? {} : { total }) };
}

/** @throws Failure `not_found` */
export async function getEmail(ctx: Context, id: string): Promise<Email> {
  const [row] = await findEmails(ctx, { id });
  return row ? presentEmail(row) : fail('not_found');
}

/**
 * A mail with its words. Where a link signs somebody in, they are stored without its secret to begin with.
 * @throws Failure `not_found`
 */
export async function getEmailWithContent(ctx: Context, id: string): Promise<EmailWithContent> {
  const [email, content] = await Promise.all([
    getEmail(ctx, id),
    ctx.db.emailContent.findUnique({
      where: { accountId_emailId: { accountId: ctx.accountId, emailId: id } },
    }),
  ]);
  const { from = null, html = null, text = null } = content ?? {};
  return { ...email, from, html, text };
}
