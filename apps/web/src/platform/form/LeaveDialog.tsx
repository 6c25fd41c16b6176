import { Button, Group, Modal, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';

interface LeaveDialogProps {
  onStay: () => void;
  onLeave: () => void;
}

/** The question of `UnsavedGuard`; loaded when it is asked. */
export function LeaveDialog({ onStay, onLeave }: LeaveDialogProps) {
  const t = useTranslations('platform.form.unsaved');
  return (
    <Modal opened onClose={onStay} title={t('title')} closeButtonProps={{ 'aria-label': t('stay') }}>
      <Text size="sm">{t('text')}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onLeave}>
          {t('leave')}
        </Button>
        <Button data-autofocus onClick={onStay}>
          {t('stay')}
        </Button>
      </Group>
    </Modal>
  );
}
