import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { userImports } from '@muster/contracts/people/user-imports';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { OutboxNotice } from '../../../../platform/emails/OutboxNotice.tsx';
import { ConfirmAction } from '../../../../platform/ui/feedback/ConfirmAction.tsx';
import { Section } from '../../../../platform/ui/layout/Section.tsx';
import { progressOf, type UserImport } from '../user-import.ts';
import { FixFailed } from './FixFailed.tsx';

/** The third step: the progress of the import, or of its undo. It continues if the person leaves the page. */
export function ProgressStep({ userImport }: { userImport: UserImport }) {
  const t = useTranslations('userImports.run');
  const format = useFormatter();
  const [stopping, setStopping] = useState(false);
  const { id, fileName, status } = userImport;
  const isUndoing = status === 'undoing';
  const progress = progressOf(userImport);
  const percent = progress.total === 0 ? 0 : Math.floor((progress.done / progress.total) * 100);
  // Announces every ten percent only; every percent would be too much for a screen reader.
  const announcedPercent = Math.floor(percent / 10) * 10;
  return (
    <Section
      title={isUndoing ? t('undoing') : status === 'queued' ? t('waiting') : t('running')}
      description={t('hint')}
    >
      <Stack gap="sm">
        <Progress.Root size="lg">
          <Progress.Section value={percent} animated aria-label={t('progress')} />
        </Progress.Root>
        <Group justify="space-between">
          <Text size="sm" style={{ fontVariantNumeric: 'tabular-nums' }}>
            {t('done', { done: progress.done, total: progress.total })}
          </Text>
          <Text size="sm" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
            {format.number(percent / 100, { style: 'percent' })}
          </Text>
        </Group>
        <div aria-live="polite" style={{ position: 'absolute', clipPath: 'inset(50%)', width: 1, height: 1 }}>
          {t('told', { percent: announcedPercent / 100 })}
        </div>
        <OutboxNotice />
        {isUndoing ? null : (
          <Group align="flex-start">
            <Button variant="default" onClick={() => setStopping(true)}>
              {t('stop')}
            </Button>
            <FixFailed userImport={userImport} />
          </Group>
        )}
      </Stack>
      <ConfirmAction
        endpoint={userImports.cancel}
        input={stopping ? { params: { id } } : null}
        invalidates={['userImports', 'users', 'groups', 'account']}
        title={t('stopTitle', { name: fileName })}
        confirmLabel={t('stop')}
        onClose={() => setStopping(false)}
      >
        {t('stopText', { done: progress.done, left: progress.total - progress.done })}
      </ConfirmAction>
    </Section>
  );
}
