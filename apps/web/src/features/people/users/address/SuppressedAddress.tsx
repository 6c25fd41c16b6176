import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { ProblemError } from '../../../../platform/api/problem.ts';
import { useProblemText } from '../../../../platform/ui/feedback/use-problem-text.ts';
import type { User } from '../user.ts';

interface SuppressedAddressProps {
  user: User;
  problem: ProblemError;
  isSending: boolean;
  /** Undefined where the viewer may not change the user. */
  onCorrect: (() => void) | undefined;
  onSendAnyway: () => void;
  onClose: () => void;
}

/** Says that the mail provider suppresses the address, and offers the two ways to proceed. */
export function SuppressedAddress(props: SuppressedAddressProps) {
  const { user, problem, isSending, onCorrect, onSendAnyway, onClose } = props;
  const t = useTranslations('users.suppressed');
  const tu = useTranslations('platform.ui');
  const { detail } = useProblemText(problem);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('title', { email: user.email })}
      closeButtonProps={{ 'aria-label': tu('cancel') }}
    >
      <Stack gap="md">
        <Text size="sm">{detail ?? t('text')}</Text>
        <Text size="sm" c="dimmed">
          {t('hint')}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" loading={isSending} onClick={onSendAnyway}>
            {t('sendAnyway')}
          </Button>
          {onCorrect ? (
            <Button data-autofocus onClick={onCorrect}>
              {t('correct')}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </Modal>
  );
}
