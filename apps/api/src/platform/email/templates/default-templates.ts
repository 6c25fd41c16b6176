import type { EmailTemplateKey } from '@muster/contracts/catalogue';
import type { Locale } from '@muster/contracts/kit/primitives';
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };

/** Subject and body of one kind of mail in one language. The body is simple HTML; both hold `{{ variables }}`. */
export interface EmailTemplate {
  readonly subject: string;
  readonly body: string;
}

const files: Record<Locale, Record<EmailTemplateKey, { subject: string; body: string[] }>> = { en, de };

/** The built-in text of a mail. Adding a language is adding a file beside this one. */
export function defaultTemplate(key: EmailTemplateKey, locale: Locale): EmailTemplate {
  const { subject, body } = files[locale][key];
  return { subject, body: body.join('\n') };
}
