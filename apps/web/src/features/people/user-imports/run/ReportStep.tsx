import { Alert, Group, Stack, Text } from '@mantine/core';
import { userImports } from '@muster/contracts/people/user-imports';
import { IconAlertTriangle, IconArrowBackUp, IconCircleCheck, IconPlayerStop } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { OutboxNotice } from '../../../../platform/emails/OutboxNotice.tsx';
import { paths } from '../../../../platform/paths.ts';
import { ButtonLink } from '../../../../platform/ui/layout/ButtonLink.tsx';
import { OutcomeCards } from '../check/OutcomeCards.tsx';
import { DownloadButton } from '../DownloadButton.tsx';
import { ImportRows } from '../rows/ImportRows.tsx';
import { useRowFilter } from '../rows/use-row-filter.ts';
import type { UserImport } from '../user-import.ts';
import { FixFailed } from './FixFailed.tsx';
import { UndoImport } from './UndoImport.tsx';

/** The last step: what the import did, who was left out and why, and how to add them. */
export function ReportStep({ userImport }: { userImport: UserImport }) {
  const t = useTranslations('userImports.report');
  const { id, status, counts, progress, mode } = userImport;
  const { shown, show } = useRowFilter(counts.error > 0 ? 'error' : null);
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => summary.current?.focus(), []);
  const isStopped = status === 'cancelled';
  const isUndone = status === 'undone';
  const alertProps = isUndone
    ? { color: 'gray', icon: <IconArrowBackUp aria-hidden />, title: t('undone') }
    : isStopped
      ? { color: 'gray', icon: <IconPlayerStop aria-hidden />, title: t('stopped', progress) }
      : counts.error > 0
        ? {
            color: 'orange',
            icon: <IconAlertTriangle aria-hidden />,
            title: t('doneWithErrors', { count: counts.error }),
          }
        : { color: 'teal', icon: <IconCircleCheck aria-hidden />, title: t('done') };
  return (
    <Stack gap="lg">
      <Alert {...alertProps} ref={summary} tabIndex={-1} style={{ outline: 'none' }}>
        <Text size="sm">
          {isUndone
            ? t('undoSummary', { done: 0, kept: 0, groupsDeleted: 0, ...userImport.undo })
            : t('summary', { create: counts.create, update: counts.update, skip: counts.skip })}
        </Text>
        {isStopped && progress.done > 0 ? <Text size="sm">{t('stays')}</Text> : null}
        {userImport.stopReason ? <Text size="sm">{t('lost')}</Text> : null}
        {counts.error > 0 && !isUndone ? <Text size="sm">{t('mend')}</Text> : null}
      </Alert>
      <OutboxNotice />
      <Group gap="xs" align="flex-start">
        <ButtonLink to={paths.users()} isMain={counts.error === 0}>
          {t('toUsers')}
        </ButtonLink>
        {counts.error > 0 ? (
          <>
            <FixFailed userImport={userImport} isMain />
            <DownloadButton endpoint={userImports.errorsCsv} input={{ params: { id } }}>
              {t('download')}
            </DownloadButton>
            <ButtonLink to={`${paths.importUsers()}?mode=${mode}`}>{t('uploadMended')}</ButtonLink>
          </>
        ) : (
          <ButtonLink to={paths.importUsers()}>{t('another')}</ButtonLink>
        )}
        <UndoImport userImport={userImport} />
      </Group>
      <OutcomeCards userImport={userImport} shown={shown} onShow={show} />
      <ImportRows userImport={userImport} shown={shown} onShowAll={() => show(null)} />
    </Stack>
  );
}
