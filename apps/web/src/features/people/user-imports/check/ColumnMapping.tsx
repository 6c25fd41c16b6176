import { NativeSelect } from '@mantine/core';
import { ImportField } from '@muster/contracts/people/user-imports';
import { useTranslations } from 'use-intl';
import type { List } from '../../../../platform/api/query.ts';
import { DataTable } from '../../../../platform/table/grid/DataTable.tsx';
import classes from '../imports.module.css';
import type { UserImport } from '../user-import.ts';

type ImportColumn = UserImport['columns'][number];
export type Fields = readonly ImportColumn['field'][];

interface ColumnMappingProps {
  columns: readonly ImportColumn[];
  isDisabled: boolean;
  onChange: (fields: Fields) => void;
}

/** Maps the columns of the file to fields. Detected from the headers, and correctable here. */
export function ColumnMapping({ columns, isDisabled, onChange }: ColumnMappingProps) {
  const t = useTranslations('userImports.columns');
  const tf = useTranslations('platform.people.field');
  const choices = [
    { value: '', label: t('ignored') },
    ...ImportField.options.map((value) => ({ value, label: tf(value) })),
  ];
  const choose = (column: ImportColumn, value: string) => {
    const field = ImportField.options.find((one) => one === value) ?? null;
    onChange(
      columns.map((one) => {
        if (one.index === column.index) return field;
        // Only groups can use several columns; any other field is moved to the new column.
        return one.field === field && field !== 'groups' ? null : one.field;
      }),
    );
  };
  return (
    <DataTable
      label={t('title')}
      list={listOf(columns.filter(isShown).map((column) => ({ ...column, id: String(column.index) })))}
      rowName={(column) => column.header}
      empty={null}
      columns={[
        {
          id: 'header',
          header: t('header'),
          onPhone: 'title',
          cell: ({ header, index }) => <bdi>{header || t('unnamed', { number: index + 1 })}</bdi>,
        },
        {
          id: 'samples',
          header: t('samples'),
          cell: ({ samples }) => <span className={classes.samples}>{samples.slice(0, 3).join(' · ')}</span>,
        },
        {
          id: 'field',
          header: t('field'),
          width: '220px',
          cell: (column) => (
            <NativeSelect
              size="xs"
              aria-label={t('fieldOf', {
                header: column.header || t('unnamed', { number: column.index + 1 }),
              })}
              data={choices}
              value={column.field ?? ''}
              disabled={isDisabled}
              onChange={(event) => choose(column, event.currentTarget.value)}
            />
          ),
        },
      ]}
    />
  );
}

/** Empty columns without a name are none to anybody. */
function isShown({ header, samples, field }: ImportColumn): boolean {
  return header !== '' || samples.length > 0 || field !== null;
}

/** Wraps rows that are already loaded in a `List`. */
function listOf<Row>(rows: readonly Row[]): List<Row> {
  const nothing = () => undefined;
  return {
    rows,
    total: rows.length,
    isLoading: false,
    isStale: false,
    error: null,
    retry: nothing,
    hasMore: false,
    isLoadingMore: false,
    loadMore: nothing,
  };
}
