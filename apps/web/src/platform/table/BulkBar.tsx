import { ActionBar, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';

interface BulkBarProps {
  count: number;
  onClear: () => void;
  children: ReactNode;
}

/** What can be done with the selected rows, floating above the end of the list. */
export function BulkBar({ count, onClear, children }: BulkBarProps) {
  const t = useTranslations('platform.table');
  return (
    <ActionBar
      role="region"
      opened={count > 0}
      onClose={onClear}
      closeOnEscape
      aria-label={t('bulkActions')}
      shadow="md"
    >
      <Text size="sm" fw={500} px="xs" role="status">
        {t('selected', { count })}
      </Text>
      <ActionBar.Divider />
      {children}
      <ActionBar.CloseButton aria-label={t('clearSelection')} onClick={onClear} />
    </ActionBar>
  );
}
