import { Button, Modal } from '@mantine/core';
import { defined } from '@muster/contracts/kit/defined';
import { users } from '@muster/contracts/people/users';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl';
import { download } from '../../../../platform/api/download.ts';
import type { ProblemError } from '../../../../platform/api/problem.ts';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import { filterOf, type UsersQuery } from './user-filter.ts';

/** Exports the list as a CSV file, with the same filters and sort. */
export function ExportButton({ query }: { query: UsersQuery }) {
  const t = useTranslations('users.export');
  const tu = useTranslations('platform.ui');
  // Spreadsheets expect the list separator of their language: German uses the comma for decimals.
  const separator: 'semicolon' | 'comma' = useLocale() === 'de' ? 'semicolon' : 'comma';
  const { sort } = query;
  const saving = useMutation<void, ProblemError>({
    mutationFn: () => download(users.export, { query: defined({ ...filterOf(query), sort, separator }) }),
  });
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        loading={saving.isPending}
        onClick={() => saving.mutate()}
      >
        {t('button')}
      </Button>
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
