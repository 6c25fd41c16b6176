import { ActionBar, Button, Text } from '@mantine/core';
import { type ReactNode, useEffect, useEffectEvent } from 'react';
import { useTranslations } from 'use-intl';
import classes from '../grid/DataTable.module.css';

interface BulkBarProps {
  count: number;
  /** The number of all matches, and a function to select them. */
  everything?:
    | { readonly count: number; readonly isSelected: boolean; readonly onSelect: () => void }
    | undefined;
  onClear: () => void;
  children: ReactNode;
}

/** A floating bar with the actions for the selected rows. */
export function BulkBar({ count, everything, onClear, children }: BulkBarProps) {
  const t = useTranslations('platform.table');
  const isOpen = count > 0;
  const clearByKey = useEffectEvent((event: KeyboardEvent) => {
    // Escape first closes anything open above the list; only then does it clear the selection.
    const isElsewhere = document.querySelector('[role="dialog"], [aria-expanded="true"]') !== null;
    if (event.key === 'Escape' && !event.isComposing && !isElsewhere) onClear();
  });
  useEffect(() => {
    if (!isOpen) return;
    window.addEventListener('keydown', clearByKey, { capture: true });
    return () => window.removeEventListener('keydown', clearByKey, { capture: true });
  }, [isOpen]);
  return (
    <ActionBar
      role="region"
      opened={isOpen}
      onClose={onClear}
      aria-label={t('bulkActions')}
      shadow="md"
      className={classes.bulkBar}
    >
      <Text size="sm" fw={500} px="xs" role="status" className={classes.bulkCount}>
        {everything?.isSelected
          ? t('everythingSelected', { count: everything.count })
          : t('selected', { count })}
      </Text>
      {everything && !everything.isSelected ? (
        <Button variant="subtle" size="compact-md" fz="sm" onClick={everything.onSelect}>
          {t('selectEverything', { count: everything.count })}
        </Button>
      ) : null}
      <ActionBar.Divider />
      {children}
      <ActionBar.CloseButton aria-label={t('clearSelection')} onClick={onClear} />
    </ActionBar>
  );
}
