import { Alert, Button, Stack } from '@mantine/core';
import { activation } from '@muster/contracts/access/activation';
import { IconMailCheck } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { useCommand } from '../../../platform/api/command.ts';
import { ProblemAlert } from '../../../platform/ui/feedback/ProblemAlert.tsx';

/**
 * Requests a new link. It goes to the invited address only, and the response does not reveal that address.
 */
export function RequestNewLink({ token, isMain }: { token: string; isMain: boolean }) {
  const t = useTranslations('activation.freshLink');
  const command = useCommand(activation.requestNewLink, { invalidates: [] });
  if (command.isSuccess) {
    return (
      <Alert role="status" icon={<IconMailCheck aria-hidden />} title={t('sentTitle')}>
        {t('sent')}
      </Alert>
    );
  }
  return (
    <Stack gap="sm">
      {command.error ? <ProblemAlert problem={command.error} /> : null}
      <Button
        fullWidth
        variant={isMain ? 'filled' : 'default'}
        loading={command.isPending}
        onClick={() => command.mutate({ body: { token } })}
      >
        {t('send')}
      </Button>
    </Stack>
  );
}
