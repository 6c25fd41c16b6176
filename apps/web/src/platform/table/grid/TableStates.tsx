import { Button, Skeleton } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { EmptyState } from '../../ui/feedback/EmptyState.tsx';
import classes from './DataTable.module.css';

const placeholders = ['62%', '48%', '71%', '55%', '66%', '44%', '58%', '69%'];

/** Placeholder rows while loading. */
export function SkeletonRows({ columns }: { columns: number }) {
  const t = useTranslations('platform.ui');
  return (
    <output aria-label={t('loading')} className={classes.skeleton}>
      {placeholders.map((width) => (
        <div key={width} className={classes.skeletonRow}>
          <Skeleton circle height={30} />
          <Skeleton height={12} width={`calc(${width} / ${Math.max(2, columns)})`} />
          <Skeleton height={12} width="14%" ms="auto" />
        </div>
      ))}
    </output>
  );
}

/** Shown when no row matches the filters; offers to clear them. */
export function NothingMatches({ onClear }: { onClear: () => void }) {
  const t = useTranslations('platform.table');
  return (
    <EmptyState
      icon={IconFilterOff}
      title={t('nothingMatches.title')}
      action={
        <Button variant="default" onClick={onClear}>
          {t('clearFilters')}
        </Button>
      }
    >
      {t('nothingMatches.text')}
    </EmptyState>
  );
}
