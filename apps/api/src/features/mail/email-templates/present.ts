import { EmailTemplateKey } from '@muster/contracts/catalogue';
import { Locale } from '@muster/contracts/kit/primitives';
import type {
  EmailTemplate,
  EmailTemplateSummary,
  TemplateVariable,
} from '@muster/contracts/mail/email-templates';
import type { Account, EmailTemplate as EmailTemplateRow } from '@muster/database/client';
import { emailKinds } from '../../../generated/mails.ts';
import { defaultTemplate } from '../../../platform/email/templates/default-templates.ts';
import { variableKinds } from '../../../platform/email/variables.ts';
import { translator } from '../../../platform/i18n/translate.ts';
import { currentText, isCustomised, isOfInstallation } from './texts.ts';

type AccountSettings = Pick<Account, 'disabledEmails' | 'invitationReminderDays'>;

/** Whether an account sends a kind of e-mail at all. Reminders depend on the configured days. */
export function isEnabled(key: EmailTemplateKey, account: AccountSettings): boolean {
  if (key === 'invitation_reminder') return account.invitationReminderDays.length > 0;
  return !account.disabledEmails.includes(key);
}

/**
 * A kind of e-mail as the list shows it.
 * @param rows the account's own texts of this kind, in all languages
 * @param language the language of name and description
 */
export function presentSummary(
  key: EmailTemplateKey,
  locale: Locale,
  rows: readonly EmailTemplateRow[],
  account: AccountSettings,
  language: Locale,
): EmailTemplateSummary {
  const translate = translator(language);
  const row = rows.find((one) => one.locale === locale);
  const customisedLocales = Locale.options.filter((one) =>
    isCustomised(
      key,
      one,
      rows.find((candidate) => candidate.locale === one),
    ),
  );
  return {
    key,
    locale,
    name: translate(`emails.kinds.${key}.name`),
    description: translate(`emails.kinds.${key}.description`),
    audience: emailKinds[key].audience,
    isCustomised: customisedLocales.includes(locale),
    customisedLocales,
    isEnabled: isEnabled(key, account),
    canDisable: emailKinds[key].canDisable,
    isEditable: !isOfInstallation(key),
    subject: currentText(key, locale, row).subject,
    updatedAt: row?.updatedAt ?? null,
  };
}

/** A kind of e-mail with its text, its default and its variables. */
export function presentTemplate(
  key: EmailTemplateKey,
  locale: Locale,
  rows: readonly EmailTemplateRow[],
  account: AccountSettings,
  language: Locale,
): EmailTemplate {
  const row = rows.find((one) => one.locale === locale);
  const standard = defaultTemplate(key, locale);
  return {
    ...presentSummary(key, locale, rows, account, language),
    body: currentText(key, locale, row).body,
    defaultSubject: standard.subject,
    defaultBody: standard.body,
    variables: variablesOf(key, language),
    version: row?.version ?? 0,
    updatedBy: row ? { id: row.updatedById, name: row.updatedByName } : null,
  };
}

function variablesOf(key: EmailTemplateKey, language: Locale): TemplateVariable[] {
  const translate = translator(language);
  const { variables, required } = emailKinds[key];
  return variables.map((name) => ({
    name,
    description: translate(`emails.variables.${name}.description`),
    example: translate(`emails.variables.${name}.example`),
    isRequired: required.includes(name),
    kind: variableKinds[name].kind,
  }));
}

/** Every kind of mail, in the order people think of them. */
export const allKeys = EmailTemplateKey.options.toSorted(
  (one, other) => emailKinds[one].position - emailKinds[other].position,
);
