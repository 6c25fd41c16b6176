import type { ReactTable } from '@tanstack/react-table';
import { Fragment, type ReactNode, useRef } from 'react';
import { useVirtualRows } from '../list/use-virtual-rows.ts';
import type { Identified, listFeatures } from './columns.ts';
import classes from './DataTable.module.css';
import { TableRow } from './TableRow.tsx';

interface TableBodyProps<Row extends Identified> {
  table: ReactTable<typeof listFeatures, Row>;
  rowName: (row: Row) => string;
  rowTo: ((row: Row) => string) | undefined;
  rowMenu: ((row: Row) => ReactNode) | undefined;
  isSelectable: boolean;
  /** While all matches are selected: called when a row's checkbox is clicked. */
  onDeselect: ((id: string) => void) | undefined;
}

/** The rows of a table. Long lists are virtualised. */
export function TableBody<Row extends Identified>({ table, onDeselect, ...props }: TableBodyProps<Row>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const { rows } = table.getRowModel();
  const { shown, spaceAfter, isLong, measure, onFocus } = useVirtualRows(rows.length, body);
  return (
    <tbody ref={body}>
      {shown.map(({ index, spaceBefore }) => {
        const row = rows[index];
        if (!row) return null;
        return (
          <Fragment key={row.id}>
            {spaceBefore > 0 ? <Space height={spaceBefore} /> : null}
            <TableRow
              {...props}
              row={row}
              isSelected={onDeselect !== undefined || row.getIsSelected()}
              onDeselect={onDeselect}
              index={isLong ? index : undefined}
              measure={measure}
              onFocus={onFocus}
            />
          </Fragment>
        );
      })}
      {spaceAfter > 0 ? <Space height={spaceAfter} /> : null}
    </tbody>
  );
}

function Space({ height }: { height: number }) {
  return (
    <tr aria-hidden className={classes.space}>
      <td colSpan={20} style={{ height }} />
    </tr>
  );
}
