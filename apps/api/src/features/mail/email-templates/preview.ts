import type { EmailTemplateKey } from '@muster/contracts/catalogue';
import { defined } from '@muster/contracts/kit/defined';
import type { Locale } from '@muster/contracts/kit/primitives';
import type {
  EmailPreview,
  PreviewEmailTemplate,
  TestEmailTemplate,
} from '@muster/contracts/mail/email-templates';
import type { Account } from '@muster/database/client';
import { emailKinds } from '../../../generated/mails.ts';
import { days } from '../../../platform/clock.ts';
import type { Context } from '../../../platform/context/context.ts';
import { renderEmail } from '../../../platform/email/render.ts';
import type { Values } from '../../../platform/email/template-text.ts';
import { warningsOf } from '../../../platform/email/template-warnings.ts';
import { fail } from '../../../platform/errors.ts';
import { toLocale, translator } from '../../../platform/i18n/translate.ts';
import { nameOf } from '../../../platform/person-name.ts';
import { brandingOf, completeValues, footerOf, installationBranding } from './frame.ts';
import { requireValid } from './problems.ts';
import { currentText, isOfInstallation, refuseUnlessEditable } from './texts.ts';

/** The person whose data a preview shows. */
interface Person {
  readonly name: string;
  readonly firstName: string;
  readonly email: string;
  readonly groupNames: string | null;
}

/**
 * Renders a text, saved or not, with somebody's data. Its links do not work.
 * @throws Failure `email_not_editable`, `template_invalid`, `not_found` for an unknown user
 */
export async function previewTemplate(
  ctx: Context,
  key: EmailTemplateKey,
  locale: Locale | undefined,
  input: PreviewEmailTemplate,
): Promise<EmailPreview> {
  const account = await ctx.db.account.findUniqueOrThrow({ where: { id: ctx.accountId } });
  const language = locale ?? toLocale(account.locale);
  const text = await textOf(ctx, key, language, input);
  const { parsed } = requireValid(key, text, ctx.request.locale);
  const person = await findPerson(ctx, input);
  const values = completeValues(key, exampleValues(ctx, key, account, language, person), account, language);
  const stopUrl = emailKinds[key].isUnsubscribable ? `${ctx.deps.config.publicUrl}/#example` : null;
  const foot = footerOf(key, account, language, stopUrl);
  const branding = isOfInstallation(key)
    ? installationBranding(ctx.deps.config)
    : brandingOf(ctx.deps, account);
  const rendered = renderEmail(parsed, values, branding, foot, language);
  const translate = translator(ctx.request.locale);
  const warnings = warningsOf(key, parsed, rendered).map((code) => ({
    code,
    detail: translate(`emails.warnings.${code}`),
  }));
  return { ...rendered, locale: language, warnings };
}

/**
 * Sends a text, saved or not, to the caller's own address. Its link does not work.
 * @throws Failure `email_not_editable`, `template_invalid`, `too_many_attempts`
 */
export async function sendTest(
  ctx: Context,
  key: EmailTemplateKey,
  locale: Locale | undefined,
  input: TestEmailTemplate,
): Promise<{ to: string }> {
  const userId = ctx.actor.person?.id ?? fail('not_found');
  const [account, user] = await Promise.all([
    ctx.db.account.findUniqueOrThrow({ where: { id: ctx.accountId } }),
    ctx.db.user.findUniqueOrThrow({ where: { accountId_id: { accountId: ctx.accountId, id: userId } } }),
  ]);
  const language = locale ?? toLocale(account.locale);
  const { clean } = requireValid(key, await textOf(ctx, key, language, input), ctx.request.locale);
  await ctx.deps.attempts.take({ testMail: userId });
  const person = { name: user.name, firstName: user.firstName, email: user.emailDisplay, groupNames: null };
  const values = exampleValues(ctx, key, account, language, person);
  await ctx.transaction(async (tx) => {
    tx.sendEmail({
      template: key,
      to: user.emailDisplay,
      userId,
      locale: language,
      isTest: true,
      variables: { ...values, 'draft.subject': clean.subject, 'draft.body': clean.body },
    });
  });
  return { to: user.emailDisplay };
}

async function textOf(ctx: Context, key: EmailTemplateKey, locale: Locale, input: TestEmailTemplate) {
  if (input.subject !== undefined || input.body !== undefined) refuseUnlessEditable(key);
  const row = await ctx.db.emailTemplate.findUnique({
    where: { accountId_key_locale: { accountId: ctx.accountId, key, locale } },
  });
  const current = currentText(key, locale, row);
  return { subject: input.subject ?? current.subject, body: input.body ?? current.body };
}

/** @throws Failure `not_found` */
async function findPerson(
  ctx: Context,
  { userId, recipient }: PreviewEmailTemplate,
): Promise<Person | undefined> {
  if (userId !== undefined) {
    const user = await ctx.db.user.findUnique({
      where: { accountId_id: { accountId: ctx.accountId, id: userId } },
      include: { memberships: { select: { group: { select: { name: true } } }, take: 20 } },
    });
    if (!user) return fail('not_found');
    const names = user.memberships.map(({ group }) => group.name).sort();
    return {
      name: user.name,
      firstName: user.firstName,
      email: user.emailDisplay,
      groupNames: names.join(', '),
    };
  }
  if (!recipient) return undefined;
  const { email = '', firstName = '', lastName = '', groupIds = [] } = recipient;
  const groups = await ctx.db.group.findMany({ where: { id: { in: groupIds } }, orderBy: { name: 'asc' } });
  const name = nameOf(firstName, lastName, email);
  return { name, firstName, email, groupNames: groups.map((group) => group.name).join(', ') };
}

/**
 * The preview's values: the person's if given, the catalogue's examples for the rest, and links that do not
 * work.
 */
function exampleValues(
  ctx: Context,
  key: EmailTemplateKey,
  account: Account,
  locale: Locale,
  person: Person | undefined,
): Values {
  const translate = translator(locale);
  const { publicUrl } = ctx.deps.config;
  const expiresAt = new Date(ctx.now().getTime() + days(account.invitationLifetimeDays));
  const examples = emailKinds[key].variables.map((name) => [
    name,
    translate(`emails.variables.${name}.example`),
  ]);
  const known = person?.name
    ? { 'user.name': person.name, 'user.first_name': person.firstName, 'user.email': person.email }
    : {};
  return {
    ...Object.fromEntries(examples),
    ...known,
    ...defined({ group_names: person?.groupNames ?? undefined }),
    'inviter.name': ctx.actor.name,
    'admin.name': ctx.actor.name,
    'admin.first_name': ctx.actor.name.split(' ')[0] ?? '',
    seat_limit: String(account.seatLimit ?? 50),
    expires_at: expiresAt.toISOString(),
    sign_in_url: `${publicUrl}/sign-in`,
    forgot_password_url: `${publicUrl}/forgot-password`,
    activation_url: `${publicUrl}/activate#example`,
    reset_url: `${publicUrl}/reset-password#example`,
    home_url: `${publicUrl}/learning`,
    user_url: `${publicUrl}/users`,
    users_url: `${publicUrl}/users`,
    settings_url: `${publicUrl}/notification-settings/you`,
    webhooks_url: `${publicUrl}/webhooks`,
  };
}
