import type { EmailTemplateKey } from '@muster/contracts/catalogue';
import type { Locale } from '@muster/contracts/kit/primitives';
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };

/**
 * Subject and body of a kind of e-mail in one language. The body is simple HTML; both contain `{{ variables
 * }}`.
 */
export interface EmailTemplate {
  readonly subject: string;
  readonly body: string;
}

const files: Record<Locale, Record<EmailTemplateKey, { subject: string; body: string[] }>> = { en, de };

/** The built-in text of an e-mail. To add a language, add a file next to this one. */
export function defaultTemplate(key: EmailTemplateKey, locale: Locale): EmailTemplate {
  const { subject, body } = files[locale][key];
  return { subject, body: body.join('\n') };
}
