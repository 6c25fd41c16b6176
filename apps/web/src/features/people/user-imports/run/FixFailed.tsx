import { Button, Stack } from '@mantine/core';
import { userImports } from '@muster/contracts/people/user-imports';
import { useNavigate } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCommand } from '../../../../platform/api/command.ts';
import { paths } from '../../../../platform/paths.ts';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import type { UserImport } from '../user-import.ts';

/** Leads to a preview of the failed rows, to fix them there; the other rows are imported meanwhile. */
export function FixFailed({ userImport, isMain = false }: { userImport: UserImport; isMain?: boolean }) {
  const t = useTranslations('userImports.report');
  const navigate = useNavigate();
  const { id, counts } = userImport;
  const retry = useCommand(userImports.retry, {
    invalidates: ['userImports'],
    onSuccess: (next) => navigate(paths.userImport(next.id)),
  });
  if (counts.error === 0) return null;
  return (
    <Stack gap="xs" align="flex-start">
      <Button
        variant={isMain ? 'filled' : 'default'}
        loading={retry.isPending}
        onClick={() => retry.mutate({ params: { id } })}
      >
        {t('fixHere', { count: counts.error })}
      </Button>
      {retry.error ? <ProblemAlert problem={retry.error} /> : null}
    </Stack>
  );
}
