import { Button, Group, Modal, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';

/** The texts of the question before leaving. */
export interface LeaveQuestion {
  readonly title: string;
  readonly text: string;
  readonly stay: string;
  readonly leave: string;
}

interface LeaveDialogProps {
  question: LeaveQuestion | undefined;
  onStay: () => void;
  onLeave: () => void;
}

/** The dialog of `UnsavedGuard`. */
export function LeaveDialog({ question, onStay, onLeave }: LeaveDialogProps) {
  const t = useTranslations('platform.form.unsaved');
  const words = question ?? { title: t('title'), text: t('text'), stay: t('stay'), leave: t('leave') };
  return (
    <Modal opened onClose={onStay} title={words.title} closeButtonProps={{ 'aria-label': words.stay }}>
      <Text size="sm">{words.text}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onLeave}>
          {words.leave}
        </Button>
        <Button data-autofocus onClick={onStay}>
          {words.stay}
        </Button>
      </Group>
    </Modal>
  );
}
