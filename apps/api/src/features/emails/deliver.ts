import { EmailTemplateKey } from '@muster/contracts/emails';
import type { Account, Email } from '@muster/database/client';
import * as z from 'zod';
import type { Dependencies } from '../../dependencies.ts';
import { accountContext, noRequest, systemActor } from '../../platform/context.ts';
import { type RenderedEmail, renderEmail } from '../../platform/email/render.ts';
import { defaultTemplate } from '../../platform/email/templates/default-templates.ts';
import type { DeliveryResult } from '../../platform/email/transports/transport.ts';
import { toLocale } from '../../platform/i18n/translate.ts';
import type { Job } from '../../platform/jobs/jobs.ts';
import { emailAttempts } from '../../platform/jobs/queues.ts';
import { logoUrl } from '../account/index.ts';
import { settle } from './settle.ts';

const Variables = z.record(z.string(), z.string());
const Rendered = z.object({ subject: z.string(), html: z.string(), text: z.string() });

/** Mails on their way at once; the rest of a batch waits its turn. */
const concurrency = 5;

/** The job: renders and delivers a batch of the outbox's mails. */
export async function deliverEmails(deps: Dependencies, batch: readonly Job<'emails.deliver'>[]) {
  const outcomes: { id: string; outcome: 'done' | 'retry'; reason?: string }[] = [];
  const waiting = [...batch];
  const worker = async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) outcomes.push(await deliverOne(deps, job));
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return outcomes;
}

async function deliverOne(deps: Dependencies, job: Job<'emails.deliver'>) {
  const { accountId, emailId } = job.data;
  const email = await deps.database.email.findUnique({
    where: { accountId_id: { accountId, id: emailId } },
    include: { user: { include: { account: true } } },
  });
  // Gone with its user, or sent by an attempt whose worker died before it could say so.
  if (!email || (email.status !== 'queued' && email.status !== 'delayed'))
    return { id: job.id, outcome: 'done' as const };
  const { account } = email.user;
  const ctx = accountContext(deps, accountId, systemActor, noRequest);
  if (await isOutdated(deps, email)) {
    await settle(ctx, email, { outcome: 'failed', reason: 'superseded' });
    return { id: job.id, outcome: 'done' as const };
  }
  const result = await send(deps, email, account).catch(unexpected);
  const isLast = job.retryCount >= emailAttempts - 1;
  const final: DeliveryResult =
    result.outcome === 'retry' && isLast ? { ...result, outcome: 'failed' } : result;
  await settle(ctx, email, final);
  if (final.outcome !== 'retry') return { id: job.id, outcome: 'done' as const };
  return { id: job.id, outcome: 'retry' as const, reason: final.reason };
}

// Whatever else goes wrong (a template that does not render, a lost database) is worth another attempt.
function unexpected(error: unknown): DeliveryResult {
  return { outcome: 'retry', reason: error instanceof Error ? error.message : String(error) };
}

/** A mail whose link died before it left would only confuse: the invitation was revoked, or a newer mail was sent. */
async function isOutdated(deps: Dependencies, email: Email): Promise<boolean> {
  if (email.template !== 'invitation' || email.invitationId === null) return false;
  const live = await deps.database.invitation.count({
    where: { accountId: email.accountId, id: email.invitationId, state: 'pending', emailId: email.id },
  });
  return live === 0;
}

async function send(deps: Dependencies, email: Email, account: Account): Promise<DeliveryResult> {
  const rendered = await render(deps, email, account);
  return deps.emailTransport.deliver({
    id: email.id,
    from: senderOf(account.name, deps.config.mail.from),
    replyTo: account.supportEmail,
    to: email.to,
    ...rendered,
    template: EmailTemplateKey.parse(email.template),
    createdAt: email.createdAt,
  });
}

/** The account's name in front of the configured address: people know their company, not us. */
function senderOf(accountName: string, configured: string): string {
  const address = /<([^>]+)>/.exec(configured)?.[1] ?? configured.trim();
  return `"${accountName.replace(/["\\]/g, '').trim()}" <${address}>`;
}

/** Renders once and keeps the result, so that every attempt sends the same bytes. */
async function render(deps: Dependencies, email: Email, account: Account): Promise<RenderedEmail> {
  const { secrets, config, database } = deps;
  if (email.sealed === null) throw new Error(`The mail ${email.id} has no content any more.`);
  const content = secrets.unseal(email.sealed);
  if (email.isRendered) return Rendered.parse(content);
  const locale = toLocale(email.locale);
  const variables = Variables.parse(content);
  const template = defaultTemplate(EmailTemplateKey.parse(email.template), locale);
  const branding = {
    name: account.name,
    logoUrl: logoUrl(config, account),
    primaryColor: account.primaryColor,
  };
  const rendered = renderEmail(template, withDates(variables, account, locale), branding, locale);
  await database.email.update({
    where: { accountId_id: { accountId: email.accountId, id: email.id } },
    data: { isRendered: true, subject: rendered.subject, sealed: secrets.seal(rendered) },
  });
  return rendered;
}

// "Until when" comes from the invitation itself, in words of the reader's language and the account's time zone.
function withDates(
  variables: Record<string, string>,
  account: Account,
  locale: string,
): Record<string, string> {
  const { expires_at: expiresAt, ...rest } = variables;
  if (expiresAt === undefined) return rest;
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: account.timeZone,
  });
  return { ...rest, expires_on: format.format(new Date(expiresAt)) };
}
