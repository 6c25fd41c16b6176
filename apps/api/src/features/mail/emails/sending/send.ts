import type { Email, EmailContent } from '@muster/database/client';
import type { Dependencies } from '../../../../dependencies.ts';
import type { DeliveryResult, MessageResult } from '../../../../platform/email/transports/transport.ts';
import type { Job } from '../../../../platform/jobs/define-job.ts';
import { givingUpAfterMs, isUnsettled } from '../delivery.ts';
import type { Backpressure } from './backpressure.ts';
import { takeInPersonal } from './build-batches.ts';
import { messageOf } from './content.ts';
import { finishAttempt, type PendingEmail } from './finish-attempt.ts';
import { recordResults, type SendResult } from './record-results.ts';

type SendJob = Job<'emails.send'>;
type Mail = Email & { content: EmailContent | null };

/** Job handler: passes batches to the transport and records the results. */
export async function sendBatches(
  deps: Dependencies,
  jobs: readonly SendJob[],
  backpressure: Backpressure,
): Promise<void> {
  await Promise.all(jobs.map((job) => sendBatch(deps, job, backpressure)));
}

async function sendBatch(deps: Dependencies, job: SendJob, backpressure: Backpressure): Promise<void> {
  // Only a batch that certainly was never sent may change.
  const isNew = job.data.attempt === 1 && job.retryCount === 0 && !job.data.mayHaveLeft;
  const endWait = isNew ? backpressure.take() : () => {};
  try {
    const mails = await mailsOf(deps, job.data.batchId);
    const isUrgent = () =>
      (isNew && backpressure.isPersonalWaiting) || mails.some(({ lane }) => lane === 'personal');
    await sendMails(deps, job, mails, async () => {
      await deps.emailTransport.ready(isUrgent);
      if (!isNew) return mails;
      backpressure.isPersonalWaiting = false;
      const hasChanged = await takeInPersonal(deps, job.data.batchId);
      endWait();
      return hasChanged ? mailsOf(deps, job.data.batchId) : mails;
    });
  } finally {
    endWait();
  }
}

function mailsOf(deps: Dependencies, batchId: string): Promise<Mail[]> {
  return deps.database.email.findMany({
    where: { batchId },
    include: { content: true },
    orderBy: { id: 'asc' },
  });
}

/** @param atTurn waits for the batch's turn and returns what it contains then */
async function sendMails(
  deps: Dependencies,
  job: SendJob,
  mails: readonly Mail[],
  atTurn: () => Promise<readonly Mail[]>,
): Promise<void> {
  const unsettled = mails.filter(isUnsettled);
  const isTooLate = deps.clock.now().getTime() > Date.parse(job.data.since) + givingUpAfterMs;
  if (isTooLate) {
    const detail = 'not known to have left within a day, so it is not sent again by itself';
    await recordResults(deps, unsettled.map(sendResultOf({ outcome: 'failed', reason: detail })));
  }
  const open = isTooLate || unsettled.length === 0 ? [] : await attempt(deps, job, await atTurn());
  await finishAttempt(deps, job, open);
}

/** @returns the e-mails that need another attempt */
async function attempt(deps: Dependencies, job: SendJob, mails: readonly Mail[]): Promise<PendingEmail[]> {
  const { emailTransport: transport, mailHealth, secrets } = deps;
  const byId = new Map(mails.map((mail) => [mail.id, mail]));
  const due = transport.repeatsWholeBatches ? mails : mails.filter(isUnsettled);
  const messages = due.flatMap((mail) => messageOf(secrets, mail) ?? []);
  const sendable = new Set(messages.map(({ id }) => id));
  const lost = due.filter((mail) => isUnsettled(mail) && !sendable.has(mail.id));
  const reason = 'the content cannot be read: was SECRET_KEY changed?';
  await recordResults(deps, lost.map(sendResultOf({ outcome: 'failed', reason })));
  const open: PendingEmail[] = [];
  const take = (results: readonly MessageResult[]) =>
    results.flatMap(({ messageId, result }) => {
      const mail = byId.get(messageId);
      if (!mail || !isUnsettled(mail)) return [];
      if (isFinal(result)) return [sendResultOf(result)(mail)];
      open.push({ id: mail.id, accountId: mail.accountId, result });
      return [];
    });
  if (messages.length === 0) return open;
  for await (const results of transport.deliver({ id: job.data.batchId, messages })) {
    mailHealth.learn(results);
    await recordResults(deps, take(results));
  }
  return open;
}

type Final = Extract<DeliveryResult, { outcome: 'sent' | 'bounced' | 'failed' }>;

function isFinal(result: DeliveryResult): result is Final {
  return result.outcome !== 'retry' && result.outcome !== 'split';
}

function sendResultOf(result: Final) {
  return ({ id, accountId }: Email): SendResult => ({
    id,
    accountId,
    status: result.outcome,
    detail: result.outcome === 'sent' ? null : result.reason,
    providerId: result.outcome === 'sent' ? result.providerId : null,
  });
}
