import type { ListMailbox, MailboxMessage } from '@muster/contracts/instance/mailbox';
import { normalizeEmail } from '@muster/contracts/kit/email-address';
import type { PublicContext } from '../../../platform/context/context.ts';
import { acrossAccounts } from '../../../platform/db/across-accounts.ts';
import { byTime, defineList, listPage } from '../../../platform/db/list-page.ts';
import { sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';

const mailboxList = defineList<MailboxMessage, { to?: string | undefined }, 'createdAt'>({
  endpoint: 'mailbox.list',
  columns: sql`m.id, m."to", m."from", m.subject, m.html, m.text, m.template, m.created_at AS "createdAt"`,
  from: sql`FROM mailbox_messages m`,
  id: sql`m.id`,
  sorts: { createdAt: byTime(sql`m.created_at`, 'createdAt') },
  where: { to: (address) => sql`m.address = ${normalizeEmail(address)}` },
});

/**
 * A page of the captured e-mails, newest first.
 * @throws Failure `not_found` if e-mail is really sent, `mailbox_disabled` in production unless allowed
 */
export async function listMailbox({ deps }: PublicContext, query: ListMailbox) {
  const { mail } = deps.config;
  if (mail.transport !== 'mailbox') fail('not_found');
  if (!mail.isMailboxOpen) fail('mailbox_disabled');
  const reader = { deps, query: acrossAccounts(deps, 'captured mails').query };
  return listPage(reader, mailboxList, query, (message) => message);
}
