import { Button, CloseButton, Group, Progress, Text, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { paths } from '../../../../../platform/paths.ts';
import classes from '../bulk.module.css';
import { actionIcons, type BulkOperation } from '../bulk-action.ts';
import { useOperationText } from './use-operation-text.ts';

interface PanelOperationProps {
  operation: BulkOperation;
  isUndoing: boolean;
  onUndo: () => void;
  onDismiss: () => void;
}

/** One operation in the panel: its progress, then its result and an undo button. */
export function PanelOperation({ operation, isUndoing, onUndo, onDismiss }: PanelOperationProps) {
  const t = useTranslations('users.operations');
  const tu = useTranslations('platform.ui');
  const text = useOperationText();
  const { id, status, total, done, failed, canUndo } = operation;
  const isDone = status === 'done';
  const state = text.state(operation);
  const failures = failed > 0 ? t('failed', { count: failed }) : '';
  const Icon = isDone ? (failed > 0 ? IconAlertTriangle : IconCircleCheck) : actionIcons[operation.action];
  return (
    <div className={classes.operation}>
      <Group gap={10} wrap="nowrap" align="flex-start">
        <Icon size={18} aria-hidden className={classes.state} data-failed={failed > 0 || undefined} />
        <div style={{ flex: 1, minWidth: 0 }}>
          <Text size="sm" fw={500} style={{ overflowWrap: 'anywhere' }}>
            {state}
          </Text>
          {isDone ? (
            <Group gap="xs" mt={2}>
              {failed > 0 ? (
                <Text size="sm" component={Link} to={paths.bulkOperation(id)} c="inherit" td="underline">
                  {failures}
                </Text>
              ) : null}
              {canUndo ? (
                <Button size="compact-sm" variant="subtle" ms={-8} loading={isUndoing} onClick={onUndo}>
                  {tu('undo')}
                </Button>
              ) : null}
            </Group>
          ) : (
            <>
              <Progress.Root size="sm" my={6}>
                <Progress.Section value={total === 0 ? 0 : (done / total) * 100} aria-label={state} />
              </Progress.Root>
              <Text size="xs" c="dimmed" className={classes.numbers}>
                {t('progress', { done, total })}
              </Text>
            </>
          )}
        </div>
        {isDone ? <CloseButton size="sm" aria-label={tu('dismiss')} onClick={onDismiss} /> : null}
      </Group>
      {/* Announced when it starts and ends, not at each step. */}
      <VisuallyHidden role="status">{isDone && failures ? `${state}. ${failures}` : state}</VisuallyHidden>
    </div>
  );
}
