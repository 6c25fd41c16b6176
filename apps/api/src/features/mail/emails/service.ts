import type { Email, EmailWithContent, ListEmails } from '@muster/contracts/mail/emails';
import type { Context } from '../../../platform/context/context.ts';
import { listPage, requireRow } from '../../../platform/db/list-page.ts';
import { emailList, presentEmail } from './queries.ts';

/** A page of the account's outbox. */
export function listEmails(ctx: Context, query: ListEmails) {
  return listPage(ctx, emailList, query, presentEmail);
}

/** @throws Failure `not_found` */
export async function getEmail(ctx: Context, id: string): Promise<Email> {
  return presentEmail(await requireRow(ctx, emailList, id));
}

/**
 * An e-mail with its contents. Sign-in links are stored without their secrets.
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
