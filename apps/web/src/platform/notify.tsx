import { Button, Group, Text, VisuallyHidden } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconX } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';

interface Undo {
  readonly label: string;
  readonly onUndo: () => void;
}

let count = 0;

/**
 * Shows a success notification. Not for errors: they appear next to the field or the action.
 * @param message a short sentence in the past tense
 * @param undo the undo action, if there is one
 */
export function notify(message: string, undo?: Undo): void {
  count += 1;
  const id = `notice-${count}`;
  notifications.show({
    id,
    role: 'status',
    autoClose: undo ? 8000 : 4000,
    closeButtonProps: { icon: <DismissIcon /> },
    message: undo ? <WithUndo id={id} message={message} undo={undo} /> : message,
  });
}

function WithUndo({ id, message, undo }: { id: string; message: string; undo: Undo }) {
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">{message}</Text>
      <Button
        size="compact-sm"
        variant="subtle"
        onClick={() => {
          notifications.hide(id);
          undo.onUndo();
        }}
      >
        {undo.label}
      </Button>
    </Group>
  );
}

/** The close button's label must be in the person's language, which is known only when rendering. */
function DismissIcon() {
  const t = useTranslations('platform.ui');
  return (
    <>
      <VisuallyHidden>{t('dismiss')}</VisuallyHidden>
      <IconX size={15} aria-hidden />
    </>
  );
}
