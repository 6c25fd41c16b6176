import { userImports } from '@muster/contracts/people/user-imports';
import { useMemo } from 'react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useList } from '../../../../platform/api/query.ts';
import { paths } from '../../../../platform/paths.ts';
import type { Column } from '../../../../platform/table/grid/columns.ts';
import { DataTable } from '../../../../platform/table/grid/DataTable.tsx';
import { RelativeTime } from '../../../../platform/ui/layout/RelativeTime.tsx';
import { Section } from '../../../../platform/ui/layout/Section.tsx';
import { ImportStatusBadge } from '../ImportStatusBadge.tsx';
import type { UserImport } from '../user-import.ts';

/** Earlier imports: done, cancelled, or still to be checked. */
export function EarlierImports() {
  const t = useTranslations('userImports.earlier');
  const list = useList(userImports.list, { query: { limit: 10 } });
  const columns = useMemo(
    (): Column<UserImport>[] => [
      {
        id: 'file',
        header: t('file'),
        onPhone: 'title',
        cell: ({ id, fileName }) => <Link to={paths.userImport(id)}>{fileName}</Link>,
      },
      { id: 'status', header: t('status'), cell: ({ status }) => <ImportStatusBadge status={status} /> },
      {
        id: 'counts',
        header: t('outcome'),
        cell: ({ counts: { create, update, error } }) => t('counts', { create, update, error }),
      },
      { id: 'by', header: t('by'), cell: ({ createdBy }) => createdBy.name, onPhone: 'hidden' },
      { id: 'at', header: t('at'), cell: ({ createdAt }) => <RelativeTime value={createdAt} /> },
    ],
    [t],
  );
  if (!list.error && list.rows.length === 0) return null;
  return (
    <Section title={t('title')} description={t('hint')}>
      <DataTable<UserImport>
        label={t('title')}
        list={list}
        columns={columns}
        rowName={({ fileName }) => fileName}
        rowTo={({ id }) => paths.userImport(id)}
        empty={null}
      />
    </Section>
  );
}
