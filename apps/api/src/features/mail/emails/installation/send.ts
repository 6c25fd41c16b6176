import { EmailTemplateKey } from '@muster/contracts/catalogue';
import type { InstallationEmail } from '@muster/database/client';
import * as z from 'zod';
import type { Dependencies } from '../../../../dependencies.ts';
import type { DeliveryResult, OutgoingMessage } from '../../../../platform/email/transports/transport.ts';
import type { Job, JobToRetry } from '../../../../platform/jobs/define-job.ts';
import { composeSecurityEmail } from '../../email-templates/index.ts';
import { givingUpAfterMs, isUnsettled } from '../delivery.ts';

/** `installation_emails.sealed`, before and after rendering. */
const Variables = z.record(z.string(), z.string());
const Rendered = z.object({ from: z.string(), subject: z.string(), html: z.string(), text: z.string() });

/** Job handler: sends the installation's own e-mails, each in a batch of its own, so that none waits for another. */
export async function sendInstallationEmails(
  deps: Dependencies,
  jobs: readonly Job<'emails.send-installation'>[],
): Promise<JobToRetry[]> {
  const unfinished = await Promise.all(
    jobs.map(async (job) => {
      const reason = await send(deps, job.data.id);
      return reason === null ? [] : [{ id: job.id, reason }];
    }),
  );
  return unfinished.flat();
}

/** @returns why it must be tried again; null if it is finished */
async function send(deps: Dependencies, id: string): Promise<string | null> {
  const email = await deps.database.installationEmail.findUnique({ where: { id } });
  if (!email || !isUnsettled(email)) return null;
  const isTooLate = deps.clock.now().getTime() > email.createdAt.getTime() + givingUpAfterMs;
  if (isTooLate) {
    await record(deps, email, { outcome: 'failed', reason: 'could not be sent within a day' });
    return null;
  }
  const message = await messageOf(deps, email);
  if (message === null) {
    await record(deps, email, {
      outcome: 'failed',
      reason: 'the content cannot be read: was SECRET_KEY changed?',
    });
    return null;
  }
  let reason: string | null = 'no result';
  // Somebody waits for it at a screen.
  await deps.emailTransport.ready(() => true);
  for await (const results of deps.emailTransport.deliver({ id, messages: [message] })) {
    deps.mailHealth.learn(results);
    for (const { result } of results) {
      await record(deps, email, result);
      reason = result.outcome === 'retry' || result.outcome === 'split' ? result.reason : null;
    }
  }
  return reason;
}

/**
 * The e-mail as sent. It is rendered once and stored, so that each attempt sends the same bytes.
 * @returns null if its content can no longer be read
 */
async function messageOf(deps: Dependencies, email: InstallationEmail): Promise<OutgoingMessage | null> {
  const stored = unseal(deps, email.sealed);
  const template = EmailTemplateKey.parse(email.template);
  const rendered = email.isRendered ? Rendered.safeParse(stored).data : await render(deps, email, stored);
  if (!rendered) return null;
  const { id, to, createdAt } = email;
  return { ...rendered, id, to, template, createdAt, replyTo: null, unsubscribeUrl: null };
}

async function render(deps: Dependencies, email: InstallationEmail, stored: unknown) {
  const variables = Variables.safeParse(stored).data;
  if (!variables) return undefined;
  const rendered = await composeSecurityEmail(deps, { ...email, variables });
  const sealed = deps.secrets.seal(rendered);
  const { id } = email;
  // Another process that rendered it first has perhaps sent it: its bytes count.
  const { count } = await deps.database.installationEmail.updateMany({
    where: { id, isRendered: false },
    data: { isRendered: true, sealed },
  });
  if (count > 0) return rendered;
  const other = await deps.database.installationEmail.findUnique({ where: { id } });
  return Rendered.safeParse(unseal(deps, other?.sealed ?? null)).data;
}

function unseal({ secrets }: Dependencies, sealed: Uint8Array | null): unknown {
  if (sealed === null) return null;
  try {
    return secrets.unseal(sealed);
  } catch {
    return null;
  }
}

const statuses = {
  sent: 'sent',
  retry: 'delayed',
  split: 'delayed',
  bounced: 'bounced',
  failed: 'failed',
} as const;

async function record(deps: Dependencies, { id }: InstallationEmail, result: DeliveryResult): Promise<void> {
  const status = statuses[result.outcome];
  const isSent = result.outcome === 'sent';
  await deps.database.installationEmail.update({
    where: { id },
    data: {
      status,
      attempts: { increment: 1 },
      detail: isSent ? null : result.reason.slice(0, 500),
      ...(isSent ? { sentAt: deps.clock.now(), providerId: result.providerId } : {}),
      ...(status === 'delayed' ? {} : { sealed: null }),
    },
  });
}
