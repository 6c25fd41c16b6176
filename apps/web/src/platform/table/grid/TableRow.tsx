import { Checkbox } from '@mantine/core';
import { FlexRender, type Row as TanStackRow } from '@tanstack/react-table';
import { type MouseEvent, memo, type ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import type { Identified, listFeatures } from './columns.ts';
import classes from './DataTable.module.css';
import { RowMenu } from './RowMenu.tsx';

interface TableRowProps<Row extends Identified> {
  row: TanStackRow<typeof listFeatures, Row>;
  rowName: (row: Row) => string;
  rowTo: ((row: Row) => string) | undefined;
  /** Undefined if the table has no menus; returns null if this row has none. */
  rowMenu: ((row: Row) => ReactNode) | undefined;
  isSelectable: boolean;
  isSelected: boolean;
  /** While all matches are selected: deselects this row. */
  onDeselect: ((id: string) => void) | undefined;
  /** Its index, if the list is virtualised. */
  index: number | undefined;
  measure: (row: HTMLElement | null) => void;
  onFocus: (index: number) => void;
}

/** One row. A click on it opens it, unless the click has another meaning. Memoised. */
export const TableRow = memo(Row) as typeof Row;

function Row<R extends Identified>(props: TableRowProps<R>) {
  const { row, isSelected, onDeselect, index } = props;
  const t = useTranslations('platform.table');
  const navigate = useNavigate();
  const name = props.rowName(row.original);
  const to = props.rowTo?.(row.original);
  const open = (event: MouseEvent<HTMLTableRowElement>) => {
    const target = event.target as HTMLElement;
    // Events from portals (menus, tooltips) bubble through React, so check that the click is inside this
    // row's DOM.
    const isElsewhere =
      !event.currentTarget.contains(target) || target.closest('a, button, input, label, time');
    if (to && !isElsewhere && window.getSelection()?.isCollapsed !== false) navigate(to);
  };
  const place =
    index === undefined
      ? {}
      : {
          ref: props.measure,
          'data-index': index,
          'aria-rowindex': index + 2,
          onFocus: () => props.onFocus(index),
        };
  return (
    <tr onClick={open} data-to={to ? true : undefined} data-selected={isSelected || undefined} {...place}>
      {props.isSelectable ? (
        <td className={classes.select}>
          <Checkbox
            size="xs"
            aria-label={t('select', { name })}
            checked={isSelected}
            onClick={onDeselect ? () => onDeselect(row.id) : row.getToggleSelectedHandler()}
            onChange={() => undefined}
          />
        </td>
      ) : null}
      {row.getAllCells().map((cell) => {
        const { header, align, onPhone = 'line' } = cell.column.columnDef.meta ?? {};
        return (
          <td key={cell.id} data-label={header} data-align={align} data-phone={onPhone}>
            <FlexRender cell={cell} />
          </td>
        );
      })}
      {props.rowMenu ? (
        <td className={classes.menu}>
          <MenuOf name={name}>{props.rowMenu(row.original)}</MenuOf>
        </td>
      ) : null}
    </tr>
  );
}

function MenuOf({ name, children }: { name: string; children: ReactNode }) {
  return children === null ? null : <RowMenu name={name}>{children}</RowMenu>;
}
