import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import classes from '../grid/DataTable.module.css';

interface ListToolbarProps {
  /** `SearchField`, `FilterMenu`s. */
  children: ReactNode;
  /** The total, as text: "240 users". */
  total?: string | undefined;
  isFiltered?: boolean | undefined;
  /** Absent if `FilterChips` below the toolbar offer it. */
  onClear?: (() => void) | undefined;
}

/** The toolbar of a list: search, filters, a button to clear them, and the number of matches. */
export function ListToolbar({ children, total, isFiltered = false, onClear }: ListToolbarProps) {
  const t = useTranslations('platform.table');
  return (
    <Group gap="xs" mb="sm" role="search">
      {children}
      {isFiltered && onClear ? (
        <Button variant="subtle" color="gray" onClick={onClear}>
          {t('clearFilters')}
        </Button>
      ) : null}
      <Text size="sm" c="dimmed" ms="auto" miw={96} ta="end" role="status" mih={20} className={classes.total}>
        {total ?? ''}
      </Text>
    </Group>
  );
}
