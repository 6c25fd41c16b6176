import { EmailTemplateKey } from '@muster/contracts/catalogue';
import type { Account, EmailTemplate as EmailTemplateRow } from '@muster/database/client';
import type { Dependencies } from '../../../dependencies.ts';
import { type ParsedTemplate, parseTemplate } from '../../../platform/email/check-template.ts';
import { renderEmail } from '../../../platform/email/render.ts';
import type { Values } from '../../../platform/email/template-text.ts';
import {
  defaultTemplate,
  type EmailTemplate as TemplateText,
} from '../../../platform/email/templates/default-templates.ts';
import { variableKinds } from '../../../platform/email/variables.ts';
import { toLocale } from '../../../platform/i18n/translate.ts';
import { withPauses } from '../../../platform/with-pauses.ts';
import { brandingOf, completeValues, footerOf, installationBranding, unsubscribeUrl } from './frame.ts';
import { currentText, isOfInstallation } from './texts.ts';

/** An e-mail of the outbox that is not rendered yet. */
export interface MailToCompose {
  readonly id: string;
  readonly accountId: string;
  readonly userId: string;
  readonly invitationId: string | null;
  readonly template: string;
  readonly locale: string;
  readonly isTest: boolean;
  /** The template's values. A test of an unsaved text has `draft.subject` and `draft.body`. */
  readonly variables: Values;
}

/** A rendered e-mail. A placeholder replaces the secret of each sign-in link. */
export interface ComposedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly from: string;
  readonly replyTo: string | null;
  readonly unsubscribeUrl: string | null;
  readonly secrets: Readonly<Record<string, string>>;
}

/**
 * Renders e-mails with the account's own text in the e-mail's language, or the built-in text. If the
 * account's text no longer renders, the built-in one is used, so that the e-mail is still sent.
 * @param mails of any accounts
 * @returns the contents by e-mail id
 */
export async function composeEmails(
  deps: Dependencies,
  mails: readonly MailToCompose[],
): Promise<Map<string, ComposedMail>> {
  const ids = [...new Set(mails.map(({ accountId }) => accountId))];
  const [accounts, rows] = await Promise.all([
    deps.database.account.findMany({ where: { id: { in: ids } } }),
    deps.database.emailTemplate.findMany({ where: { accountId: { in: ids } } }),
  ]);
  const texts = openTexts(deps, rows);
  const composed = new Map<string, ComposedMail>();
  for await (const mail of withPauses(mails)) {
    const account = accounts.find(({ id }) => id === mail.accountId);
    if (account) composed.set(mail.id, composeOne(deps, mail, account, texts));
  }
  return composed;
}

type Texts = (mail: MailToCompose, key: EmailTemplateKey) => ParsedTemplate;

/** The parsed text of each e-mail; equal texts are parsed once. */
function openTexts(deps: Dependencies, rows: readonly EmailTemplateRow[]): Texts {
  const parsed = new Map<string, ParsedTemplate>();
  return (mail, key) => {
    const locale = toLocale(mail.locale);
    const known = parsed.get(`${mail.accountId}/${key}/${locale}`);
    if (known && !mail.isTest) return known;
    const row = rows.find(
      (one) => one.accountId === mail.accountId && one.key === key && one.locale === locale,
    );
    const text = draftOf(mail) ?? currentText(key, locale, row);
    let template: ParsedTemplate;
    try {
      template = parseTemplate(key, text);
    } catch (error) {
      deps.log.error(
        { err: error, accountId: mail.accountId, key, locale },
        'a customised e-mail text is not valid; the default is sent',
      );
      template = parseTemplate(key, defaultTemplate(key, locale));
    }
    if (!mail.isTest) parsed.set(`${mail.accountId}/${key}/${locale}`, template);
    return template;
  };
}

function draftOf({ isTest, variables }: MailToCompose): TemplateText | null {
  const { 'draft.subject': subject, 'draft.body': body } = variables;
  return isTest && subject !== undefined && body !== undefined ? { subject, body } : null;
}

function composeOne(deps: Dependencies, mail: MailToCompose, account: Account, texts: Texts): ComposedMail {
  const key = EmailTemplateKey.parse(mail.template);
  const locale = toLocale(mail.locale);
  const { values, secrets } = hideSecrets(mail);
  const complete = completeValues(key, values, account, locale);
  const stopUrl = unsubscribeUrl(deps, key, mail);
  const isOwn = !isOfInstallation(key);
  const branding = isOwn ? brandingOf(deps, account) : installationBranding(deps.config);
  const foot = footerOf(key, account, locale, stopUrl);
  const { subject, html, text } = renderEmail(texts(mail, key), complete, branding, foot, locale);
  return {
    subject: mail.isTest ? `[Test] ${subject}` : subject,
    html,
    text,
    from: isOwn ? senderOf(account.name, deps.config.mail.from) : deps.config.mail.from,
    replyTo: isOwn ? account.supportEmail : null,
    unsubscribeUrl: stopUrl,
    secrets,
  };
}

/** Replaces the token of each sign-in link with a placeholder that nobody can predict. */
function hideSecrets({ id, variables }: MailToCompose): { values: Values; secrets: Record<string, string> } {
  const secrets: Record<string, string> = {};
  const values = Object.entries(variables).map(([name, value]) => {
    const [page = '', token] = secretNames.has(name) ? value.split('#') : [];
    if (!token) return [name, value];
    const mark = `hidden-${id}`;
    secrets[mark] = token;
    return [name, `${page}#${mark}`];
  });
  return { values: Object.fromEntries(values), secrets };
}

const secretNames = new Set(
  Object.entries(variableKinds).flatMap(([name, kind]) => ('isSecret' in kind ? [name] : [])),
);

/** Puts the account's name in front of the configured address: people know their company, not us. */
function senderOf(accountName: string, configured: string): string {
  const address = /<([^>]+)>/.exec(configured)?.[1] ?? configured.trim();
  return `"${accountName.replace(/["\\]/g, '').trim()}" <${address}>`;
}
