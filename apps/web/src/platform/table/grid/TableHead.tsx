import { Checkbox, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactTable } from '@tanstack/react-table';
import { useTranslations } from 'use-intl';
import type { Identified, listFeatures } from './columns.ts';
import classes from './DataTable.module.css';

interface TableHeadProps<Row extends Identified> {
  table: ReactTable<typeof listFeatures, Row>;
  isSelectable: boolean;
  /** Whether all loaded rows are selected, and whether any is. */
  isAllSelected: boolean;
  isSomeSelected: boolean;
  onSelectAll: (isWanted: boolean) => void;
  hasMenu: boolean;
  sort: { readonly value: string; readonly onChange: (sort: string) => void } | undefined;
}

/** Column headings, with "select all" and sorting where the API supports it. */
export function TableHead<Row extends Identified>({
  table,
  isSelectable,
  isAllSelected,
  isSomeSelected,
  onSelectAll,
  hasMenu,
  sort,
}: TableHeadProps<Row>) {
  const t = useTranslations('platform.table');
  const headers = table.getHeaderGroups().flatMap((group) => group.headers);
  return (
    <thead>
      <tr>
        {isSelectable ? (
          <th className={classes.select} scope="col">
            <Checkbox
              size="xs"
              aria-label={t('selectAll')}
              checked={isAllSelected}
              indeterminate={isSomeSelected && !isAllSelected}
              onChange={(event) => onSelectAll(event.currentTarget.checked)}
            />
          </th>
        ) : null}
        {headers.map((header) => {
          const { header: label = '', sort: field, width, align } = header.column.columnDef.meta ?? {};
          const direction = field && sort ? directionOf(field, sort.value) : undefined;
          return (
            <th
              key={header.id}
              scope="col"
              style={{ width }}
              data-align={align}
              aria-sort={field && sort ? (direction ?? 'none') : undefined}
            >
              {field && sort ? (
                <UnstyledButton
                  className={classes.sort}
                  onClick={() => sort.onChange(direction === 'ascending' ? `-${field}` : field)}
                >
                  {label}
                  {direction === 'ascending' ? <IconArrowUp size={13} aria-hidden /> : null}
                  {direction === 'descending' ? <IconArrowDown size={13} aria-hidden /> : null}
                </UnstyledButton>
              ) : (
                label
              )}
            </th>
          );
        })}
        {hasMenu ? (
          <th className={classes.menu} scope="col">
            <span className={classes.unseen}>{t('actions')}</span>
          </th>
        ) : null}
      </tr>
    </thead>
  );
}

function directionOf(field: string, sort: string): 'ascending' | 'descending' | undefined {
  if (sort === field) return 'ascending';
  return sort === `-${field}` ? 'descending' : undefined;
}
