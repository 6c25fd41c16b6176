import type { Email, Prisma } from '@muster/database/client';
import type { Dependencies } from '../../../../dependencies.ts';
import { newId } from '../../../../platform/crypto/tokens.ts';
import { acrossAccounts } from '../../../../platform/db/across-accounts.ts';
import { defineRow, unnestRows } from '../../../../platform/db/rows.ts';
import { sql } from '../../../../platform/db/sql.ts';
import type { Job } from '../../../../platform/jobs/define-job.ts';
import { type ComposedMail, composeEmails } from '../../email-templates/index.ts';
import { outdatedReason, outdatedSql, unsettledSql } from '../delivery.ts';
import type { Backpressure } from './backpressure.ts';
import { readSeal, sealRendered } from './content.ts';
import { type SendResult, writeResults } from './record-results.ts';

/** How many e-mails a provider accepts in one request. */
const mailsPerBatch = 100;

const batching = 'a batch contains e-mails of several accounts';

/**
 * Job handler: renders e-mails of the outbox, puts them into batches and queues the batches. An e-mail is in
 * one batch at a time, so a repeated job finds it taken.
 */
export async function buildBatches(
  deps: Dependencies,
  jobs: readonly Job<'emails.deliver'>[],
  backpressure: Backpressure,
): Promise<void> {
  const waiting = await deps.database.email.findMany({
    where: {
      id: { in: jobs.flatMap(({ data }) => [...data.emailIds]) },
      status: { in: ['queued', 'delayed'] },
      ...{ sentAt: null, batchId: null },
    },
    orderBy: { id: 'asc' },
  });
  for (let start = 0; start < waiting.length; start += mailsPerBatch) {
    await buildBatch(deps, waiting.slice(start, start + mailsPerBatch), backpressure);
  }
}

async function buildBatch(
  deps: Dependencies,
  waiting: readonly Email[],
  backpressure: Backpressure,
): Promise<void> {
  const outdated = await findOutdated(deps, waiting);
  const read = waiting
    .filter(({ id }) => !outdated.has(id))
    .map((email) => ({ email, seal: readSeal(deps.secrets, email.sealed) }));
  const readable = read.flatMap(({ email, seal }) => (seal ? [{ email, variables: seal.variables }] : []));
  const unreadable = read.filter(({ seal }) => seal === null);
  await discard(deps, [
    ...waiting.filter(({ id }) => outdated.has(id)).map((email) => failedFor(email, outdatedReason)),
    ...unreadable.map(({ email }) => failedFor(email, 'the content cannot be read: was SECRET_KEY changed?')),
  ]);
  const composed = await composeEmails(
    deps,
    readable
      .filter(({ email }) => !email.isRendered)
      .map(({ email, variables }) => ({ ...email, variables })),
  );
  if (readable.length > 0 && (await makeBatch(deps, readable, composed))) {
    backpressure.handOver(readable.length);
    deps.jobs.wake('emails.send');
  }
}

async function findOutdated(deps: Dependencies, emails: readonly Email[]): Promise<Set<string>> {
  const rows = await acrossAccounts(deps, batching).query<{ id: string }>(sql`
    SELECT e.id::text FROM emails e WHERE e.id = ANY(${emails.map(({ id }) => id)}::uuid[]) AND ${outdatedSql}
    ORDER BY e.account_id, e.id`);
  return new Set(rows.map(({ id }) => id));
}

function failedFor({ id, accountId }: Email, detail: string): SendResult {
  return { id, accountId, status: 'failed', detail, providerId: null };
}

/** Ends e-mails that will never be sent, not even on a retry, and deletes their contents. */
async function discard(deps: Dependencies, results: readonly SendResult[]): Promise<void> {
  if (results.length === 0) return;
  await acrossAccounts(deps, batching).transaction(async (tx) => {
    const dropped = await writeResults(tx, results, deps.clock.now());
    await tx.email.updateMany({
      where: { id: { in: dropped.map(({ id }) => id) } },
      data: { sealed: null },
    });
  });
}

interface Readable {
  readonly email: Email;
  readonly variables: Readonly<Record<string, string>>;
}

async function makeBatch(
  deps: Dependencies,
  mails: readonly Readable[],
  composed: ReadonlyMap<string, ComposedMail>,
): Promise<boolean> {
  const batchId = newId();
  return acrossAccounts(deps, batching).transaction(async (tx) => {
    const taken = await claimForBatch(tx, deps, batchId, mails, composed);
    if (taken.size === 0) return false;
    const rendered = mails.flatMap(({ email }) => {
      const words = taken.has(email.id) ? composed.get(email.id) : undefined;
      return words ? [contentRow(email, words)] : [];
    });
    // E-mails that are being retried have outdated contents.
    const tried = new Set(mails.filter(({ email }) => email.attempts > 0).map(({ email }) => email.id));
    const old = rendered.map(({ emailId }) => emailId).filter((id) => tried.has(id));
    if (old.length > 0) await tx.emailContent.deleteMany({ where: { emailId: { in: old } } });
    await writeContents(tx, rendered);
    const since = deps.clock.now().toISOString();
    await deps.jobs.add('emails.send', [{ batchId, attempt: 1, since, mayHaveLeft: false }], tx);
    return true;
  });
}

/** Puts e-mails into a batch, unless another batch has claimed them. */
async function claimForBatch(
  tx: Prisma.TransactionClient,
  deps: Dependencies,
  batchId: string,
  mails: readonly Readable[],
  composed: ReadonlyMap<string, ComposedMail>,
): Promise<Set<string>> {
  const rows = mails.map(({ email, variables }) => {
    const words = composed.get(email.id);
    const sealed = words && sealRendered(deps.secrets, { variables, secrets: words.secrets });
    return {
      id: email.id,
      subject: words?.subject ?? null,
      sealed: sealed ? Buffer.from(sealed).toString('hex') : null,
    };
  });
  const taken = await tx.$queryRaw<{ id: string }[]>(sql`
    WITH words AS (
      SELECT * FROM unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ subject }) => subject)}::text[],
        ${rows.map(({ sealed }) => sealed)}::text[]) AS w(id, subject, sealed)
    )
    UPDATE emails e SET batch_id = ${batchId}::uuid, is_rendered = true, updated_at = ${deps.clock.now()},
      subject = coalesce(w.subject, e.subject), sealed = coalesce(decode(w.sealed, 'hex'), e.sealed)
    FROM words w WHERE e.id = w.id AND e.batch_id IS NULL AND ${unsettledSql}
    RETURNING e.account_id, e.id::text`);
  return new Set(taken.map(({ id }) => id));
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
async function writeContents(tx: Prisma.TransactionClient, rows: readonly ContentRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw(sql`
    INSERT INTO email_contents (account_id, email_id, "from", reply_to, unsubscribe_url, html, text)
    SELECT c.account_id, c.email_id, c."from", c.reply_to, c.unsubscribe_url, c.html, c.text
    FROM ${unnestRows('c', contentColumns, rows)}`);
}
