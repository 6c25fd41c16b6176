import type { ListMailbox, MailboxMessage } from '@muster/contracts/instance/service';
import type { PublicContext } from '../../../platform/context/context.ts';
import { keysetSql, openKeyset } from '../../../platform/db/keyset.ts';
import { empty, sql } from '../../../platform/db/sql.ts';
import { normalizeEmail } from '../../../platform/email/address.ts';
import { fail } from '../../../platform/errors.ts';

/**
 * A page of the captured mails, newest first.
 * @throws Failure `not_found` when mail really leaves, `mailbox_disabled` in production unless allowed
 */
export async function listMailbox(ctx: PublicContext, query: ListMailbox) {
  const { database, config } = ctx.deps;
  if (config.mail.transport !== 'mailbox') fail('not_found');
  if (!config.mail.isMailboxOpen) fail('mailbox_disabled');
  const keyset = openKeyset<'createdAt'>(ctx, 'mailbox.list', query);
  const page = keysetSql(keyset, sql`m.created_at`, { id: sql`m.id`, cast: 'timestamptz' });
  const address = query.to ? sql`AND m.address = ${normalizeEmail(query.to)}` : empty;
  const found = await ctx.deps.query<MailboxMessage>(sql`
    SELECT m.id, m."to", m."from", m.subject, m.html, m.text, m.template, m.created_at AS "createdAt"
    FROM mailbox_messages m WHERE true ${address} ${page.where} ${page.tail}`);
  const { rows, nextCursor } = keyset.page(found, (row) => ({
    id: row.id,
    value: row.createdAt.toISOString(),
  }));
  const where = query.to ? { address: normalizeEmail(query.to) } : {};
  const total = keyset.isTotalWanted ? { total: await database.mailboxMessage.count({ where }) } : {};
  return { data: [...rows], nextCursor, ...total };
}
