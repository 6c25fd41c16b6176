import { useTranslations } from 'use-intl';
import type { Email } from './EmailContent.tsx';

/** What an e-mail is called: by its subject or, until it is rendered, by its kind. */
export function useEmailTitle(): (email: Pick<Email, 'subject' | 'template'>) => string {
  const t = useTranslations('platform.emails.template');
  return ({ subject, template }) => subject || t(template);
}
