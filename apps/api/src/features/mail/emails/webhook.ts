import type { Dependencies } from '../../../dependencies.ts';
import type { PublicContext } from '../../../platform/context/context.ts';
import { newId } from '../../../platform/crypto/tokens.ts';
import {
  readResendReport,
  verifyResendCall,
  type WebhookHeaders,
} from '../../../platform/email/transports/resend-webhook.ts';
import { fail } from '../../../platform/errors.ts';
import type { Job } from '../../../platform/jobs/jobs.ts';
import { applyProviderEvent } from './apply-provider-event.ts';

/**
 * Notes what Resend reports about a mail. Each call counts once, in whatever order they come; what is no
 * report about a mail's delivery is taken and ignored.
 * @param headers the signed ones
 * @param body the bytes the signature is about
 * @throws Failure `webhook_signature_invalid`
 */
export async function receiveReport(ctx: PublicContext, headers: WebhookHeaders, body: Uint8Array) {
  const { deps } = ctx;
  const { resendWebhookSecret: secret } = deps.config.mail;
  const call = secret ? verifyResendCall(secret, headers, Buffer.from(body).toString('utf8')) : null;
  if (call === null) fail('webhook_signature_invalid');
  const report = readResendReport(call);
  if (!report || (await applyProviderEvent(deps, headers.id, report))) return;
  // It may be about a mail of somebody else who shares the provider's account, or faster than our own commit.
  await deps.database.$transaction(async (tx) => {
    const receipt = { id: headers.id, receivedAt: ctx.now() };
    const { count } = await tx.providerEvent.createMany({ data: [receipt], skipDuplicates: true });
    const later = { id: newId(), report: { ...report, at: report.at.toISOString() } };
    if (count > 0) await deps.jobs.add('emails.note-report', [later], tx, { startAfterSeconds: 2 });
  });
}

/** The job: tries again with reports about mails that were not known yet, a few times. */
export function applyLateProviderEvents(deps: Dependencies, jobs: readonly Job<'emails.note-report'>[]) {
  return Promise.all(
    jobs.map(async ({ id, data }) => {
      const report = { ...data.report, at: new Date(data.report.at) };
      const isKnown = await applyProviderEvent(deps, data.id, report);
      return isKnown
        ? { id, outcome: 'done' as const }
        : { id, outcome: 'retry' as const, reason: 'no mail of ours yet' };
    }),
  );
}
