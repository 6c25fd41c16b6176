import { Group, Kbd, Modal, Stack, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { modifierKey } from '../palette/modifier-key.ts';

const shortcuts = [
  { does: 'search', keys: [modifierKey, 'K'] },
  { does: 'filter', keys: ['/'] },
  { does: 'save', keys: [modifierKey, 'S'] },
  { does: 'close', keys: ['Esc'] },
  { does: 'show', keys: ['?'] },
] as const;

/** What can be done with the keyboard alone, beside moving with Tab. */
export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('app.shortcuts');
  return (
    <Modal opened onClose={onClose} title={t('title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
        {shortcuts.map(({ does, keys }) => (
          <Group component="li" key={does} justify="space-between" wrap="nowrap">
            <Text size="sm">{t(does)}</Text>
            <Group gap={4} wrap="nowrap">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </Group>
          </Group>
        ))}
      </Stack>
    </Modal>
  );
}
