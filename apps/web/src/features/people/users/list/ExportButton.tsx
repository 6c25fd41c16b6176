import { ActionIcon, Button, Group, Modal, Popover } from '@mantine/core';
import { defined } from '@muster/contracts/kit/defined';
import { users } from '@muster/contracts/people/users';
import { IconAdjustments, IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { download } from '../../../../platform/api/download.ts';
import type { ProblemError } from '../../../../platform/api/problem.ts';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import { useExportSettings } from './use-export-settings.ts';
import { filterOf, type UsersQuery } from './user-filter.ts';

// Most people never change them.
const ExportSettingsFields = lazy(() => import('./ExportSettingsFields.tsx'));

/** Exports the list with the same filters and sort, as a file that the person's spreadsheet program opens. */
export function ExportButton({ query }: { query: UsersQuery }) {
  const t = useTranslations('users.export');
  const tu = useTranslations('platform.ui');
  const [settings, change] = useExportSettings();
  const saving = useMutation<void, ProblemError>({
    mutationFn: () => {
      const { sort } = query;
      const { format, separator, encoding } = settings;
      if (format === 'xlsx')
        return download(users.exportXlsx, { query: defined({ ...filterOf(query), sort }) });
      return download(users.export, { query: defined({ ...filterOf(query), sort, separator, encoding }) });
    },
  });
  return (
    <>
      <Group gap={4} wrap="nowrap">
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={saving.isPending}
          onClick={() => saving.mutate()}
        >
          {t('button')}
        </Button>
        <Popover position="bottom-end" width={300} shadow="md" trapFocus withinPortal={false}>
          <Popover.Target>
            <ActionIcon variant="default" size={36} aria-label={t('settings')}>
              <IconAdjustments size={17} aria-hidden />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown>
            <Suspense>
              <ExportSettingsFields settings={settings} onChange={change} />
            </Suspense>
          </Popover.Dropdown>
        </Popover>
      </Group>
      <Modal
        opened={saving.error !== null}
        onClose={saving.reset}
        title={t('failed')}
        closeButtonProps={{ 'aria-label': tu('close') }}
      >
        {saving.error ? <ProblemAlert problem={saving.error} /> : null}
      </Modal>
    </>
  );
}
