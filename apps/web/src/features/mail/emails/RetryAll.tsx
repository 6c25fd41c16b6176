import { Button } from '@mantine/core';
import { emails } from '@muster/contracts/mail/emails';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Noun } from '../../../platform/api/invalidation.ts';
import { useCall } from '../../../platform/api/query.ts';
import { notify } from '../../../platform/notify.tsx';
import { ConfirmAction } from '../../../platform/ui/feedback/ConfirmAction.tsx';

/** How many e-mails one call of `emails.retryFailed` retries at most. */
const most = 1000;

/** Retries every failed e-mail, e.g. after the mail server was unreachable. Hidden if none failed. */
export function RetryAll() {
  const t = useTranslations('emails.retry');
  const noticeOf = useRetryNotice();
  const [isAsking, setAsking] = useState(false);
  const { data } = useCall(emails.list, { query: { status: 'failed', limit: 1, include: 'total' } });
  const count = data?.total ?? 0;
  return (
    <>
      {count > 0 ? (
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={() => setAsking(true)}
        >
          {t('all')}
        </Button>
      ) : null}
      <ConfirmAction
        endpoint={emails.retryFailed}
        input={isAsking ? { body: { all: true } } : null}
        invalidates={staleAfterRetry}
        title={t('ask.title', { count })}
        confirmLabel={t('ask.confirm')}
        isDestructive={false}
        onClose={() => setAsking(false)}
        onDone={({ queued }) => notify(noticeOf(queued, Math.min(count, most)))}
      >
        {t('ask.text')} {count > most ? t('ask.newest', { most }) : null}
      </ConfirmAction>
    </>
  );
}

/** The nouns that show an e-mail's state or count failed ones. */
export const staleAfterRetry: readonly Noun[] = ['emails', 'users', 'invitations', 'account', 'auditEvents'];

/** Says how many e-mails are retried, and how many were skipped, e.g. because their link has expired. */
export function useRetryNotice(): (queued: number, requested: number) => string {
  const t = useTranslations('emails.retry');
  return (queued, requested) => {
    const skipped = Math.max(0, requested - queued);
    return skipped === 0 ? t('done', { count: queued }) : t('doneInPart', { count: queued, skipped });
  };
}
