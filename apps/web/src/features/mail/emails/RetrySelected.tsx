import { Button, Modal } from '@mantine/core';
import { emails } from '@muster/contracts/mail/emails';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { useCommand } from '../../../platform/api/command.ts';
import type { Email } from '../../../platform/emails/EmailContent.tsx';
import { notify } from '../../../platform/notify.tsx';
import type { Selection } from '../../../platform/table/grid/use-selection.ts';
import { ProblemAlert } from '../../../platform/ui/feedback/ProblemAlert.tsx';
import { staleAfterRetry, useRetryNotice } from './RetryAll.tsx';

/** Retries the failed ones among the selected e-mails. */
export function RetrySelected({ selection }: { selection: Selection<Email> }) {
  const t = useTranslations('emails.retry');
  const noticeOf = useRetryNotice();
  const ids = selection.rows.filter(({ status }) => status === 'failed').map(({ id }) => id);
  const retry = useCommand(emails.retryFailed, {
    invalidates: staleAfterRetry,
    onSuccess: ({ queued }) => {
      notify(noticeOf(queued, ids.length));
      selection.clear();
    },
  });
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconRefresh size={15} aria-hidden />}
        disabled={ids.length === 0}
        loading={retry.isPending}
        onClick={() => retry.mutate({ body: { ids } })}
      >
        {ids.length === 0 ? t('noneFailed') : t('selected', { count: ids.length })}
      </Button>
      <Modal opened={retry.isError} onClose={retry.reset} title={t('refused')}>
        {retry.error ? <ProblemAlert problem={retry.error} /> : null}
      </Modal>
    </>
  );
}
