import { Group, Progress, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { paths } from '../../../../../platform/paths.ts';
import type { Column } from '../../../../../platform/table/grid/columns.ts';
import { RelativeTime } from '../../../../../platform/ui/layout/RelativeTime.tsx';
import classes from '../bulk.module.css';
import { actionIcons, type BulkOperation } from '../bulk-action.ts';
import { useOperationText } from './use-operation-text.ts';

/**
 * The columns of the list of operations.
 * @param undoButton renders the undo button of an operation; absent if the viewer may not undo
 */
export function useOperationColumns(
  undoButton: ((operation: BulkOperation) => ReactNode) | undefined,
): readonly Column<BulkOperation>[] {
  const t = useTranslations('users.operations');
  const text = useOperationText();
  return [
    {
      id: 'what',
      header: t('column.what'),
      onPhone: 'title',
      cell: (operation) => {
        const Icon = actionIcons[operation.action];
        return (
          <Group gap={10} wrap="nowrap">
            <Icon size={18} aria-hidden className={classes.state} />
            <div>
              <Text size="sm" fw={500}>
                {text.name(operation)}
              </Text>
              {operation.undoOf || operation.undoneBy ? (
                <Text size="xs" c="dimmed">
                  {operation.undoOf ? t('isUndo') : t('isUndone')}
                </Text>
              ) : null}
            </div>
          </Group>
        );
      },
    },
    {
      id: 'outcome',
      header: t('column.outcome'),
      width: '30%',
      cell: (operation) => <Outcome operation={operation} />,
    },
    {
      id: 'by',
      header: t('column.by'),
      width: '1%',
      cell: ({ createdBy }) => (
        <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
          {createdBy.name}
        </Text>
      ),
    },
    {
      id: 'at',
      header: t('column.at'),
      width: '1%',
      cell: ({ createdAt }) => <RelativeTime value={createdAt} />,
    },
    {
      id: 'undo',
      header: t('column.undo'),
      align: 'end',
      width: '1%',
      cell: (operation) => (operation.canUndo ? undoButton?.(operation) : null),
    },
  ];
}

function Outcome({ operation }: { operation: BulkOperation }) {
  const t = useTranslations('users.operations');
  const text = useOperationText();
  const { id, status, total, done, changed, unchanged, failed } = operation;
  if (status !== 'done') {
    return (
      <Group gap="xs" wrap="nowrap" className={classes.numbers}>
        <Progress.Root size="sm" w={90}>
          <Progress.Section
            value={total === 0 ? 0 : (done / total) * 100}
            aria-label={text.state(operation)}
          />
        </Progress.Root>
        <Text size="sm">{t('progress', { done, total })}</Text>
      </Group>
    );
  }
  return (
    <Text size="sm" component="div" className={classes.numbers}>
      {t('counts', { changed, unchanged })}
      {failed > 0 ? (
        <>
          {' · '}
          <Link to={paths.bulkOperation(id)} className={classes.failures}>
            {t('failed', { count: failed })}
          </Link>
        </>
      ) : null}
    </Text>
  );
}
