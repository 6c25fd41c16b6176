import { Button, Group, Pill } from '@mantine/core';
import { useTranslations } from 'use-intl';
import classes from '../grid/DataTable.module.css';

/** One value of one active filter. */
export interface FilterChip {
  readonly key: string;
  /** "Status: Invited". */
  readonly label: string;
  readonly onRemove: () => void;
}

interface FilterChipsProps {
  chips: readonly FilterChip[];
  onClear: () => void;
}

/** The active filters as chips, each of which can be removed. */
export function FilterChips({ chips, onClear }: FilterChipsProps) {
  const t = useTranslations('platform.table');
  if (chips.length === 0) return null;
  return (
    <Group gap={6} mb="sm">
      {chips.map(({ key, label, onRemove }) => (
        <Pill
          key={key}
          size="md"
          withRemoveButton
          onRemove={onRemove}
          className={classes.chip}
          removeButtonProps={{
            'aria-label': t('removeFilter', { filter: label }),
            'aria-hidden': false,
            tabIndex: 0,
          }}
        >
          <bdi>{label}</bdi>
        </Pill>
      ))}
      <Button variant="subtle" color="gray" size="compact-sm" onClick={onClear}>
        {t('clearFilters')}
      </Button>
    </Group>
  );
}
