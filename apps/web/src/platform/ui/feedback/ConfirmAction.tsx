import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { defined } from '@muster/contracts/kit/defined';
import type { CallInput, CallResult, Endpoint } from '@muster/contracts/kit/endpoint';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useCommand } from '../../api/command.ts';
import type { Noun } from '../../api/invalidation.ts';
import { ProblemAlert } from './ProblemAlert.tsx';

interface ConfirmActionProps<E> {
  endpoint: E;
  /** The input of the call; `null` keeps the dialog closed. */
  input: CallInput<E> | null;
  invalidates: readonly Noun[];
  /** A question that names the object: "Deactivate Ada Lovelace?" */
  title: string;
  /** The effect on seats and data, and whether it can be undone. */
  children: ReactNode;
  /** The verb again: "Deactivate". */
  confirmLabel: string;
  isDestructive?: boolean;
  onClose: () => void;
  onDone?: (result: CallResult<E>) => void;
}

/** Asks for confirmation of an action and runs it. A refusal appears in the dialog. */
export function ConfirmAction<const E extends Endpoint>(props: ConfirmActionProps<E>) {
  const { endpoint, input, invalidates, title, children, confirmLabel, isDestructive = true } = props;
  const t = useTranslations('platform.ui');
  const command = useCommand(endpoint, {
    invalidates,
    onSuccess: (result) => {
      props.onClose();
      props.onDone?.(result);
    },
  });
  const close = () => {
    if (command.isPending) return;
    command.reset();
    props.onClose();
  };
  return (
    <Modal
      opened={input !== null}
      onClose={close}
      title={title}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <Stack gap="md">
        {command.error ? <ProblemAlert problem={command.error} /> : null}
        <Text size="sm" component="div">
          {children}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close} data-autofocus>
            {t('cancel')}
          </Button>
          <Button
            {...defined({ color: isDestructive ? 'red' : undefined })}
            loading={command.isPending}
            onClick={() => {
              if (input) command.mutate(input);
            }}
          >
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
