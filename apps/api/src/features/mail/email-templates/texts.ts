import type { EmailTemplateKey } from '@muster/contracts/catalogue';
import type { Locale } from '@muster/contracts/kit/primitives';
import type { EmailTemplate as EmailTemplateRow } from '@muster/database/client';
import { emailKinds } from '../../../generated/mails.ts';
import {
  defaultTemplate,
  type EmailTemplate as TemplateText,
} from '../../../platform/email/templates/default-templates.ts';
import { fail } from '../../../platform/errors.ts';

/** The columns of a stored template that determine its text. */
export type StoredText = Pick<EmailTemplateRow, 'key' | 'locale' | 'subject' | 'body'>;

/**
 * An account's own text, unless it uses the default. Texts of security e-mails, saved when that was possible, no longer
 * count.
 */
export function customText(stored: StoredText | null | undefined): TemplateText | null {
  if (isOfInstallation(stored?.key)) return null;
  if (!stored || stored.subject === null || stored.body === null) return null;
  return { subject: stored.subject, body: stored.body };
}

/** The text an e-mail is sent with: the account's own, or the built-in one. */
export function currentText(
  key: EmailTemplateKey,
  locale: Locale,
  stored: StoredText | null | undefined,
): TemplateText {
  return customText(stored) ?? defaultTemplate(key, locale);
}

/** Whether an account's text differs from the built-in one. */
export function isCustomised(
  key: EmailTemplateKey,
  locale: Locale,
  stored: StoredText | null | undefined,
): boolean {
  const own = customText(stored);
  const standard = defaultTemplate(key, locale);
  return own !== null && (own.subject !== standard.subject || own.body !== standard.body);
}

/** Whether a kind of e-mail has the installation's text, which no account can change. */
export function isOfInstallation(key: string | undefined): boolean {
  return emailKinds[key as EmailTemplateKey]?.isSecurity === true;
}

/** @throws Failure `email_not_editable` for a kind of e-mail with the installation's text */
export function refuseUnlessEditable(key: EmailTemplateKey): void {
  if (isOfInstallation(key)) fail('email_not_editable');
}
