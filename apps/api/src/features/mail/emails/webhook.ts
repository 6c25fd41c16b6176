import type { Dependencies } from '../../../dependencies.ts';
import type { PublicContext } from '../../../platform/context/context.ts';
import { newId } from '../../../platform/crypto/tokens.ts';
import { inTransaction } from '../../../platform/db/retry-conflicts.ts';
import {
  readResendReport,
  verifyResendCall,
  type WebhookHeaders,
} from '../../../platform/email/transports/resend-webhook.ts';
import { fail } from '../../../platform/errors.ts';
import type { Job, JobToRetry } from '../../../platform/jobs/define-job.ts';
import { applyProviderEvent } from './apply-provider-event.ts';

/**
 * Records Resend's report about an e-mail. Each call counts once, in any order; calls that do not report a
 * delivery are accepted and ignored.
 * @param headers the signed headers
 * @param body the bytes that were signed
 * @throws Failure `webhook_signature_invalid`
 */
export async function receiveReport(ctx: PublicContext, headers: WebhookHeaders, body: Uint8Array) {
  const { deps } = ctx;
  const { resendWebhookSecret: secret } = deps.config.mail;
  const call = secret ? verifyResendCall(secret, headers, Buffer.from(body).toString('utf8')) : null;
  if (call === null) fail('webhook_signature_invalid');
  const report = readResendReport(call);
  if (!report || (await applyProviderEvent(deps, headers.id, report))) return;
  // The e-mail may belong to another user of the same provider account, or the report may precede our own
  // commit.
  await inTransaction(deps.database, async (tx) => {
    const receipt = { id: headers.id, receivedAt: ctx.now() };
    const { count } = await tx.providerEvent.createMany({ data: [receipt], skipDuplicates: true });
    const later = { id: newId(), report: { ...report, at: report.at.toISOString() } };
    if (count > 0) await deps.jobs.add('emails.note-report', [later], tx, { startAfterSeconds: 2 });
  });
}

/** Job handler: retries reports about e-mails that were not known yet, a few times. */
export async function applyLateProviderEvents(
  deps: Dependencies,
  jobs: readonly Job<'emails.note-report'>[],
): Promise<JobToRetry[]> {
  const unknown = await Promise.all(
    jobs.map(async ({ id, data }) => {
      const report = { ...data.report, at: new Date(data.report.at) };
      const isKnown = await applyProviderEvent(deps, data.id, report);
      return isKnown ? [] : { id, reason: 'no mail of ours yet' };
    }),
  );
  return unknown.flat();
}
