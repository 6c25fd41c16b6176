import type { Prisma } from '@muster/database/client';
import type { Dependencies } from '../../../../dependencies.ts';
import { newId } from '../../../../platform/crypto/tokens.ts';
import { acrossAccounts } from '../../../../platform/db/across-accounts.ts';
import { sql } from '../../../../platform/db/sql.ts';
import type { DeliveryResult } from '../../../../platform/email/transports/transport.ts';
import { backOff } from '../../../../platform/jobs/back-off.ts';
import type { Job } from '../../../../platform/jobs/define-job.ts';
import { givingUpAfterMs, unsettledSql } from '../delivery.ts';
import { type SendResult, writeResults } from './record-results.ts';

/** An e-mail of a batch that still has no final state after an attempt. */
export interface PendingEmail {
  readonly id: string;
  readonly accountId: string;
  readonly result: Extract<DeliveryResult, { outcome: 'retry' | 'split' }>;
}

type SendJob = Job<'emails.send'>;
type Transaction = Prisma.TransactionClient;

/**
 * Batches that wait longer than this, in seconds, and were certainly not sent are rebuilt: their links may
 * expire meanwhile.
 */
const longWaitSeconds = 60;

/**
 * Ends an attempt in one transaction: plans the next attempt for unfinished e-mails, deletes the secrets of
 * finished ones, and completes the job. Plans nothing if another process has taken the attempt over.
 */
export async function finishAttempt(deps: Dependencies, job: SendJob, open: readonly PendingEmail[]) {
  const retries = open.filter(({ result }) => result.outcome === 'retry');
  const splits = open.filter(({ result }) => result.outcome === 'split');
  const next = planOf(job, retries, deps.clock.now());
  await acrossAccounts(deps, 'a batch contains e-mails of several accounts').transaction(async (tx) => {
    if (!(await deps.jobs.finish('emails.send', job.id, tx))) return;
    const status = next.isGivenUp ? 'failed' : 'delayed';
    await writeResults(
      tx,
      retries.map((one) => sendResultOf(one, status)),
      deps.clock.now(),
    );
    if (splits.length > 0) await split(tx, deps, job, splits);
    if (retries.length > 0 && !next.isGivenUp) await retryLater(tx, deps, job, retries, next);
    await clearBatch(tx, deps, job.data.batchId);
  });
}

interface Plan {
  readonly waitSeconds: number;
  readonly mayHaveLeft: boolean;
  /** Whether the e-mails go back to the outbox, to be put into new batches. */
  readonly isDissolved: boolean;
  readonly isGivenUp: boolean;
}

function planOf({ data, retryCount }: SendJob, retries: readonly PendingEmail[], now: Date): Plan {
  const results = retries.flatMap(({ result }) => (result.outcome === 'retry' ? [result] : []));
  const requestedSeconds = Math.max(0, ...results.map(({ afterSeconds = 0 }) => afterSeconds));
  const waitSeconds = Math.max(requestedSeconds, backOff(data.attempt));
  // A job that runs a second time was interrupted at an unknown point.
  const mayHaveLeft = data.mayHaveLeft || retryCount > 0 || results.some((result) => result.mayHaveLeft);
  const isDissolved = requestedSeconds > longWaitSeconds && !mayHaveLeft;
  const isPastDay = now.getTime() + waitSeconds * 1000 > Date.parse(data.since) + givingUpAfterMs;
  return { waitSeconds, mayHaveLeft, isDissolved, isGivenUp: isPastDay && !isDissolved };
}

function sendResultOf({ id, accountId, result }: PendingEmail, status: 'delayed' | 'failed'): SendResult {
  return { id, accountId, status, detail: result.reason, providerId: null };
}

async function retryLater(
  tx: Transaction,
  deps: Dependencies,
  { data }: SendJob,
  retries: readonly PendingEmail[],
  { waitSeconds, mayHaveLeft, isDissolved }: Plan,
) {
  const wait = { startAfterSeconds: waitSeconds };
  if (!isDissolved) {
    await deps.jobs.add('emails.send', [{ ...data, attempt: data.attempt + 1, mayHaveLeft }], tx, wait);
    return;
  }
  const ids = retries.map(({ id }) => id);
  await tx.email.updateMany({ where: { id: { in: ids } }, data: { batchId: null, turn: null } });
  const jobs = retries.map(({ id, accountId }) => ({ accountId, emailIds: [id] }));
  await deps.jobs.add('emails.deliver', jobs, tx, wait);
}

/** Halves a batch that was refused as a whole, until only the e-mail that causes the refusal fails. */
async function split(
  tx: Transaction,
  deps: Dependencies,
  { data }: SendJob,
  splits: readonly PendingEmail[],
) {
  const middle = Math.ceil(splits.length / 2);
  for (const half of [splits.slice(0, middle), splits.slice(middle)]) {
    if (half.length === 0) continue;
    const batchId = newId();
    await tx.email.updateMany({ where: { id: { in: half.map(({ id }) => id) } }, data: { batchId } });
    await deps.jobs.add('emails.send', [{ ...data, batchId, attempt: 1, mayHaveLeft: false }], tx);
  }
}

/**
 * Releases finished e-mails and deletes their secrets, except for failed ones that can be retried. If a
 * repeated attempt must send the same bytes, the secrets stay until the whole batch is finished.
 */
async function clearBatch(tx: Transaction, deps: Dependencies, batchId: string) {
  await tx.$executeRaw(sql`
    UPDATE emails e SET batch_id = NULL, turn = NULL, sealed = CASE WHEN e.status = 'failed' THEN e.sealed END
    WHERE e.batch_id = ${batchId}::uuid AND NOT ${unsettledSql}
      AND NOT (${deps.emailTransport.repeatsWholeBatches} AND EXISTS (
        SELECT 1 FROM emails o WHERE o.batch_id = e.batch_id AND o.status IN ('queued', 'delayed') AND o.sent_at IS NULL))`);
}
