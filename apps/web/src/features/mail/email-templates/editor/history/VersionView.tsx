import { Button, Group, Stack, Text } from '@mantine/core';
import { emailTemplates } from '@muster/contracts/mail/email-templates';
import { IconArrowBackUp, IconChevronLeft } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../../../platform/api/query.ts';
import { notify } from '../../../../../platform/notify.tsx';
import { SkeletonRows } from '../../../../../platform/table/grid/TableStates.tsx';
import { ConfirmAction } from '../../../../../platform/ui/feedback/ConfirmAction.tsx';
import { ProblemAlert } from '../../../../../platform/ui/feedback/ProblemAlert.tsx';
import { RelativeTime } from '../../../../../platform/ui/layout/RelativeTime.tsx';
import type { Template } from '../../template.ts';
import { type EditedText, textOf } from '../drafts.ts';
import { useCacheTemplate } from '../use-text-commands.ts';
import { Difference, isSameText } from './Difference.tsx';
import { Legend, legendTags } from './Legend.tsx';
import { VersionChange } from './VersionChange.tsx';

interface VersionViewProps {
  version: number;
  template: Template;
  edited: EditedText;
  mayWrite: boolean;
  onBack: () => void;
  onRestored: () => void;
}

/** One earlier text, compared with the one in the editor. */
export function VersionView({ version, template, edited, mayWrite, onBack, onRestored }: VersionViewProps) {
  const t = useTranslations('emailTemplates.history');
  const { key, locale } = template;
  const input = { params: { key, version }, query: { locale } };
  const answer = useCall(emailTemplates.getVersion, input);
  const remember = useCacheTemplate();
  const [isAsking, setIsAsking] = useState(false);
  if (answer.error) return <ProblemAlert problem={answer.error} onRetry={() => void answer.refetch()} />;
  const row = answer.data;
  const { defaultSubject: subject, defaultBody: body } = template;
  const earlier = row && textOf(row.change === 'reset' ? { subject, body } : row);
  return (
    <Stack gap="sm">
      <Group>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconChevronLeft size={15} aria-hidden />}
          onClick={onBack}
        >
          {t('back')}
        </Button>
      </Group>
      {row && earlier ? (
        <>
          <div>
            <Text fw={600}>{t('version', { version })}</Text>
            <Text size="sm" c="dimmed">
              <VersionChange row={row} /> · <RelativeTime value={row.createdAt} />
            </Text>
          </div>
          {row.change === 'reset' ? (
            <Text size="sm">{t('resetText')}</Text>
          ) : (
            <Group>
              {mayWrite && version !== template.version ? (
                <Button
                  size="xs"
                  leftSection={<IconArrowBackUp size={15} aria-hidden />}
                  onClick={() => setIsAsking(true)}
                >
                  {t('restore')}
                </Button>
              ) : null}
            </Group>
          )}
          <Legend>{isSameText(earlier, edited.text) ? t('same') : t.rich('compared', legendTags)}</Legend>
          <Difference from={edited.text} to={earlier} />
        </>
      ) : (
        <SkeletonRows columns={1} />
      )}
      <ConfirmAction
        endpoint={emailTemplates.restoreVersion}
        input={isAsking ? input : null}
        invalidates={['emailTemplates', 'auditEvents']}
        title={t('restoreTitle', { version })}
        confirmLabel={t('restore')}
        isDestructive={edited.isDirty}
        onClose={() => setIsAsking(false)}
        onDone={(restored) => {
          remember(restored);
          edited.adopt(restored);
          notify(t('restoreDone', { version }));
          onRestored();
        }}
      >
        {t('restoreText')} {edited.isDirty ? t('restoreUnsaved') : null}
      </ConfirmAction>
    </Stack>
  );
}
