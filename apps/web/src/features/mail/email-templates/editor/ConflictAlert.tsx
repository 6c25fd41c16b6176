import { Alert, Button, Group, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { RelativeTime } from '../../../../platform/ui/layout/RelativeTime.tsx';
import type { Template } from '../template.ts';
import { type EditedText, textOf } from './drafts.ts';
import { Difference } from './history/Difference.tsx';
import { EditorDrawer, useBeside } from './history/EditorDrawer.tsx';
import { Legend, legendTags } from './history/Legend.tsx';

interface ConflictAlertProps {
  /** The version saved by somebody else. */
  template: Template;
  edited: EditedText;
  isSaving: boolean;
  onOverwrite: () => void;
}

/** Two people changed the same text. Shows both texts, and lets the person decide. */
export function ConflictAlert({ template, edited, isSaving, onOverwrite }: ConflictAlertProps) {
  const t = useTranslations('emailTemplates.conflict');
  const { beside, open } = useBeside();
  const { updatedAt, updatedBy } = template;
  const overwrite = (
    <Button size="xs" variant="default" loading={isSaving} onClick={onOverwrite}>
      {t('overwrite')}
    </Button>
  );
  return (
    <>
      <Alert color="orange" role="alert" icon={<IconUsers aria-hidden />} title={t('title')}>
        <Text size="sm" mb="xs">
          {t.rich('text', {
            name: updatedBy?.name ?? t('somebody'),
            time: () => (updatedAt ? <RelativeTime value={updatedAt} /> : null),
          })}
        </Text>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => open('theirs')}>
            {t('show')}
          </Button>
          {overwrite}
        </Group>
      </Alert>
      <EditorDrawer title={t('drawer')} isOpen={beside === 'theirs'} onClose={() => open(null)}>
        <Group gap="xs" mb="md">
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              edited.adopt(template);
              open(null);
            }}
          >
            {t('useTheirs')}
          </Button>
          {overwrite}
        </Group>
        <Legend>{t.rich('legend', legendTags)}</Legend>
        <Difference from={textOf(template)} to={edited.text} />
      </EditorDrawer>
    </>
  );
}
