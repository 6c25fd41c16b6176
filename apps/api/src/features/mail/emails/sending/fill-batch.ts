import type { Email, Prisma } from '@muster/database/client';
import type { Dependencies } from '../../../../dependencies.ts';
import { defineRow, unnestRows } from '../../../../platform/db/rows.ts';
import { sql } from '../../../../platform/db/sql.ts';
import { type ComposedMail, composeEmails } from '../../email-templates/index.ts';
import { outdatedReason, outdatedSql, unsettledSql } from '../delivery.ts';
import { readSeal, sealRendered } from './content.ts';
import { type SendResult, writeResults } from './record-results.ts';

type Transaction = Prisma.TransactionClient;

/** Why these statements name no account. */
export const batching = 'a batch contains e-mails of several accounts';

/**
 * Renders e-mails that the transaction has locked and puts them into a batch. What will never be sent ends:
 * its link is dead, or its content cannot be read.
 * @param tx the transaction, which has locked the e-mails
 * @param ids the e-mails, in no batch yet
 * @returns the e-mails that are in the batch now
 */
export async function fillBatch(
  tx: Transaction,
  deps: Dependencies,
  batchId: string,
  ids: readonly string[],
): Promise<Email[]> {
  const waiting = await tx.email.findMany({ where: { id: { in: [...ids] } }, orderBy: { id: 'asc' } });
  const outdated = await findOutdated(tx, ids);
  const read = waiting
    .filter(({ id }) => !outdated.has(id))
    .map((email) => ({ email, seal: readSeal(deps.secrets, email.sealed) }));
  const readable = read.flatMap(({ email, seal }) => (seal ? [{ email, variables: seal.variables }] : []));
  const unreadable = read.filter(({ seal }) => seal === null);
  await discard(tx, deps, [
    ...waiting.filter(({ id }) => outdated.has(id)).map((email) => failedFor(email, outdatedReason)),
    ...unreadable.map(({ email }) => failedFor(email, 'the content cannot be read: was SECRET_KEY changed?')),
  ]);
  if (readable.length === 0) return [];
  const toRender = readable.filter(({ email }) => !email.isRendered);
  const composed = await composeEmails(
    deps,
    toRender.map(({ email, variables }) => ({ ...email, variables })),
  );
  await claim(tx, deps, batchId, readable, composed);
  const rendered = toRender.flatMap(({ email }) => {
    const words = composed.get(email.id);
    return words ? [contentRow(email, words)] : [];
  });
  // E-mails that are being retried have outdated contents.
  const old = toRender.flatMap(({ email }) => (email.attempts > 0 ? [email.id] : []));
  if (old.length > 0) await tx.emailContent.deleteMany({ where: { emailId: { in: old } } });
  await writeContents(tx, rendered);
  return readable.map(({ email }) => email);
}

async function findOutdated(tx: Transaction, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>(sql`
    SELECT e.id::text FROM emails e WHERE e.id = ANY(${[...ids]}::uuid[]) AND ${outdatedSql}
    ORDER BY e.account_id, e.id`);
  return new Set(rows.map(({ id }) => id));
}

function failedFor({ id, accountId }: Email, detail: string): SendResult {
  return { id, accountId, status: 'failed', detail, providerId: null };
}

/** Ends e-mails that will never be sent, not even on a retry, and deletes their contents. */
async function discard(tx: Transaction, deps: Dependencies, results: readonly SendResult[]): Promise<void> {
  if (results.length === 0) return;
  await writeResults(tx, results, deps.clock.now());
  await tx.email.updateMany({
    where: { id: { in: results.map(({ id }) => id) } },
    data: { sealed: null, turn: null },
  });
}

interface Readable {
  readonly email: Email;
  readonly variables: Readonly<Record<string, string>>;
}

async function claim(
  tx: Transaction,
  deps: Dependencies,
  batchId: string,
  mails: readonly Readable[],
  composed: ReadonlyMap<string, ComposedMail>,
): Promise<void> {
  const rows = mails.map(({ email, variables }) => {
    const words = composed.get(email.id);
    const sealed = words && sealRendered(deps.secrets, { variables, secrets: words.secrets });
    return {
      id: email.id,
      subject: words?.subject ?? null,
      sealed: sealed ? Buffer.from(sealed).toString('hex') : null,
    };
  });
  await tx.$executeRaw(sql`
    WITH words AS (
      SELECT * FROM unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ subject }) => subject)}::text[],
        ${rows.map(({ sealed }) => sealed)}::text[]) AS w(id, subject, sealed)
    )
    UPDATE emails e SET batch_id = ${batchId}::uuid, is_rendered = true, updated_at = ${deps.clock.now()},
      subject = coalesce(w.subject, e.subject), sealed = coalesce(decode(w.sealed, 'hex'), e.sealed)
    FROM words w WHERE e.id = w.id AND e.batch_id IS NULL AND ${unsettledSql}`);
}

const contentColumns = defineRow<ContentRow>({
  accountId: 'account_id uuid',
  emailId: 'email_id uuid',
  from: 'from text',
  replyTo: 'reply_to text',
  unsubscribeUrl: 'unsubscribe_url text',
  html: 'html text',
  text: 'text text',
});

type ContentRow = ReturnType<typeof contentRow>;

function contentRow({ accountId, id }: Email, { from, replyTo, unsubscribeUrl, html, text }: ComposedMail) {
  return { accountId, emailId: id, from, replyTo, unsubscribeUrl, html, text };
}

/** Raw SQL: for a hundred e-mails, Prisma would build a statement with hundreds of parameters. */
async function writeContents(tx: Transaction, rows: readonly ContentRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw(sql`
    INSERT INTO email_contents (account_id, email_id, "from", reply_to, unsubscribe_url, html, text)
    SELECT c.account_id, c.email_id, c."from", c.reply_to, c.unsubscribe_url, c.html, c.text
    FROM ${unnestRows('c', contentColumns, rows)}`);
}
