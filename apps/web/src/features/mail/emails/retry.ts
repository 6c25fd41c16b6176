import { useTranslations } from 'use-intl';
import type { Noun } from '../../../platform/api/nouns.ts';

/** What shows a mail's state, or counts failed ones. */
export const staleAfterRetry: readonly Noun[] = ['emails', 'users', 'invitations', 'account', 'auditEvents'];

/** Says how many mails go out again, and how many could not: their link died, or somebody was quicker. */
export function useRetryNotice(): (queued: number, asked: number) => string {
  const t = useTranslations('emails.retry');
  return (queued, asked) => {
    const skipped = Math.max(0, asked - queued);
    return skipped === 0 ? t('done', { count: queued }) : t('doneInPart', { count: queued, skipped });
  };
}
