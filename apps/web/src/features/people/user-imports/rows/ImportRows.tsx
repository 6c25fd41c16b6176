import { Button } from '@mantine/core';
import { userImports } from '@muster/contracts/people/user-imports';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useList } from '../../../../platform/api/query.ts';
import { paths } from '../../../../platform/paths.ts';
import type { Column } from '../../../../platform/table/grid/columns.ts';
import { DataTable } from '../../../../platform/table/grid/DataTable.tsx';
import { StatusBadge } from '../../../../platform/ui/feedback/StatusBadge.tsx';
import { Person } from '../../../../platform/ui/person/Person.tsx';
import type { RowFilter } from '../check/OutcomeCards.tsx';
import { outcomeStyles } from '../check/OutcomeCards.tsx';
import { type ImportRow, isOver, type UserImport } from '../user-import.ts';
import { FixRowDialog } from './FixRowDialog.tsx';
import { RowNotes } from './RowNotes.tsx';

interface ImportRowsProps {
  userImport: UserImport;
  shown: RowFilter;
  onShowAll: () => void;
}

function filterOf(shown: RowFilter) {
  if (shown === 'suggested') return { suggested: 'true' as const };
  if (shown === 'warned') return { warned: 'true' as const };
  return shown ? { outcome: [shown] } : {};
}

type Row = ImportRow & { readonly id: string };

/** The rows of the file, each with its outcome and the reason. */
export function ImportRows({ userImport, shown, onShowAll }: ImportRowsProps) {
  const t = useTranslations('userImports.rows');
  const isFinished = isOver(userImport);
  const isPreview = userImport.status === 'previewed';
  const [fixing, setFixing] = useState<number | null>(null);
  const filter = filterOf(shown);
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
            {isFinished ? t(`did.${outcome}`) : t(`does.${outcome}`)}
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
      {
        id: 'notes',
        header: t('notes'),
        cell: (row) => (
          <RowNotes row={row}>
            {isPreview && (row.outcome === 'error' || row.warnings.length > 0 || row.suggestion) ? (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t('fixLine', { line: row.line })}
                onClick={() => setFixing(row.line)}
              >
                {t('fix')}
              </Button>
            ) : null}
          </RowNotes>
        ),
      },
    ],
    [t, isFinished, isPreview],
  );
  return (
    <>
      <DataTable<Row>
        label={t('title')}
        list={{ ...list, rows }}
        columns={columns}
        rowName={({ line }) => t('lineNumber', { line })}
        isFiltered={shown !== null}
        onClearFilters={onShowAll}
        empty={t('empty')}
      />
      {fixing === null ? null : (
        <FixRowDialog userImport={userImport} line={fixing} onClose={() => setFixing(null)} />
      )}
    </>
  );
}
