import { Stack } from '@mantine/core';
import { emailTemplates } from '@muster/contracts/mail/email-templates';
import { useTranslations } from 'use-intl';
import { type List, useCall } from '../../../../platform/api/query.ts';
import { paths } from '../../../../platform/paths.ts';
import { DataTable } from '../../../../platform/table/grid/DataTable.tsx';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import type { TemplateRow } from '../template.ts';
import { useSending } from './use-sending.ts';
import { useTemplateColumns } from './use-template-columns.tsx';

/** Lists every e-mail the account can send: recipient, text, and whether it is enabled. */
export function EmailTemplatesPage() {
  const t = useTranslations('emailTemplates');
  const answer = useCall(emailTemplates.list, {});
  const sending = useSending();
  const columns = useTemplateColumns(sending);
  const rows = (answer.data?.data ?? []).map((row: TemplateRow) => ({ ...row, id: row.key }));
  const list: List<(typeof rows)[number]> = {
    rows,
    total: rows.length,
    isLoading: answer.isPending,
    isStale: false,
    error: answer.data ? null : answer.error,
    retry: () => void answer.refetch(),
    hasMore: false,
    isLoadingMore: false,
    loadMore: () => undefined,
  };
  return (
    <Stack gap="md">
      {sending.problem ? <ProblemAlert problem={sending.problem} /> : null}
      <DataTable
        label={t('list.label')}
        list={list}
        columns={columns}
        rowName={({ name }) => name}
        rowTo={({ key }) => paths.emailTemplate(key)}
        // An account always has e-mails.
        empty={null}
      />
    </Stack>
  );
}
