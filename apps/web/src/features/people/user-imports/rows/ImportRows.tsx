import { userImports } from '@muster/contracts/people/user-imports';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useList } from '../../../../platform/api/query.ts';
import { paths } from '../../../../platform/paths.ts';
import type { Column } from '../../../../platform/table/grid/columns.ts';
import { DataTable } from '../../../../platform/table/grid/DataTable.tsx';
import { StatusBadge } from '../../../../platform/ui/feedback/StatusBadge.tsx';
import { Person } from '../../../../platform/ui/person/Person.tsx';
import type { RowFilter } from '../check/OutcomeCards.tsx';
import { outcomeStyles } from '../check/OutcomeCards.tsx';
import type { ImportRow, UserImport } from '../user-import.ts';
import { RowNotes } from './RowNotes.tsx';

interface ImportRowsProps {
  userImport: UserImport;
  shown: RowFilter;
  onShowAll: () => void;
}

type Row = ImportRow & { readonly id: string };

/** The rows of the file, each with its outcome and the reason. */
export function ImportRows({ userImport, shown, onShowAll }: ImportRowsProps) {
  const t = useTranslations('userImports.rows');
  const isOver = userImport.status === 'done' || userImport.status === 'cancelled';
  const filter = shown === 'suggested' ? { suggested: 'true' as const } : shown ? { outcome: [shown] } : {};
  const list = useList(userImports.listRows, { params: { id: userImport.id }, query: filter });
  const rows = useMemo(() => list.rows.map((row): Row => ({ ...row, id: String(row.line) })), [list.rows]);
  const columns = useMemo(
    (): Column<Row>[] => [
      { id: 'line', header: t('line'), cell: ({ line }) => line, width: '64px', align: 'end' },
      {
        id: 'outcome',
        header: t('outcome'),
        width: '130px',
        cell: ({ outcome }) => (
          <StatusBadge {...outcomeStyles[outcome]}>
            {isOver ? t(`did.${outcome}`) : t(`does.${outcome}`)}
          </StatusBadge>
        ),
      },
      {
        id: 'who',
        header: t('who'),
        onPhone: 'title',
        width: '34%',
        cell: ({ name, email, userId }) => (
          <Person name={name} email={email || t('noAddress')} to={userId ? paths.user(userId) : undefined} />
        ),
      },
      { id: 'notes', header: t('notes'), cell: (row) => <RowNotes row={row} /> },
    ],
    [t, isOver],
  );
  return (
    <DataTable<Row>
      label={t('title')}
      list={{ ...list, rows }}
      columns={columns}
      rowName={({ line }) => t('lineNumber', { line })}
      isFiltered={shown !== null}
      onClearFilters={onShowAll}
      empty={t('empty')}
    />
  );
}
