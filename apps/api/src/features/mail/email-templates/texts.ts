import type { EmailTemplateKey } from '@muster/contracts/catalogue';
import type { Locale } from '@muster/contracts/kit/primitives';
import type { EmailTemplate as EmailTemplateRow } from '@muster/database/client';
import {
  defaultTemplate,
  type EmailTemplate as TemplateText,
} from '../../../platform/email/templates/default-templates.ts';

/** The columns of a stored template that determine its text. */
export type StoredText = Pick<EmailTemplateRow, 'key' | 'locale' | 'subject' | 'body'>;

/** An account's own text, unless it uses the default. */
export function customText(stored: StoredText | null | undefined): TemplateText | null {
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
