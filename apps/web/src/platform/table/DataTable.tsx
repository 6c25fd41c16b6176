import { type RowSelectionState, useTable } from '@tanstack/react-table';
import { type ReactNode, useMemo, useState } from 'react';
import type { List } from '../api/query.ts';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { BulkBar } from './BulkBar.tsx';
import { type Column, type Identified, listFeatures, toColumnDefs } from './columns.ts';
import classes from './DataTable.module.css';
import { LoadMore } from './LoadMore.tsx';
import { TableHead } from './TableHead.tsx';
import { TableRow } from './TableRow.tsx';
import { NothingMatches, SkeletonRows } from './TableStates.tsx';

/** The rows a person selected. */
export interface Selection<Row> {
  readonly rows: readonly Row[];
  readonly ids: string[];
  readonly clear: () => void;
}

interface DataTableProps<Row extends Identified> {
  /** The table's name for those who do not see it. */
  label: string;
  list: List<Row>;
  columns: readonly Column<Row>[];
  /** Names a row in its checkbox and menu. */
  rowName: (row: Row) => string;
  /** Where a click on the row leads. One cell should also have a real link there. */
  rowTo?: (row: Row) => string;
  /** `Menu.Item`s of the row's "…" menu; null for none. */
  rowMenu?: (row: Row) => ReactNode;
  /** Buttons for the selected rows. Without it rows cannot be selected. */
  bulkActions?: (selection: Selection<Row>) => ReactNode;
  sort?: { readonly value: string; readonly onChange: (sort: string) => void };
  /** What stands here before there is anything: an `EmptyState`. */
  empty: ReactNode;
  isFiltered?: boolean;
  onClearFilters?: () => void;
}

/** A list of the API as a table; on phones its rows are cards. */
export function DataTable<Row extends Identified>(props: DataTableProps<Row>) {
  const { label, list, columns, rowName, rowTo, rowMenu, bulkActions, sort } = props;
  const [rowSelection, setRowSelection] = useState<RowSelectionState>({});
  const definitions = useMemo(() => toColumnDefs(columns), [columns]);
  const table = useTable({
    features: listFeatures,
    columns: definitions,
    data: list.rows as Row[],
    getRowId: (row: Row) => row.id,
    state: { rowSelection },
    onRowSelectionChange: setRowSelection,
    enableRowSelection: bulkActions !== undefined,
  });

  if (list.error) return <ProblemAlert problem={list.error} onRetry={list.retry} />;
  if (list.isLoading) return <SkeletonRows columns={columns.length} />;
  if (list.rows.length === 0) {
    return props.isFiltered ? (
      <NothingMatches onClear={props.onClearFilters ?? (() => undefined)} />
    ) : (
      props.empty
    );
  }

  // Rows that left the list (removed, or no longer matching) are no longer selected.
  const rows = list.rows.filter((row) => rowSelection[row.id]);
  const clear = () => setRowSelection({});
  return (
    <>
      <div className={classes.frame} data-stale={list.isStale || undefined}>
        <table aria-label={label} className={classes.table}>
          <TableHead
            table={table}
            isSelectable={bulkActions !== undefined}
            hasMenu={rowMenu !== undefined}
            sort={sort}
          />
          <tbody>
            {table.getRowModel().rows.map((row) => (
              <TableRow
                key={row.id}
                row={row}
                name={rowName(row.original)}
                isSelectable={bulkActions !== undefined}
                isSelected={row.getIsSelected()}
                to={rowTo?.(row.original)}
                menu={rowMenu ? rowMenu(row.original) : undefined}
              />
            ))}
          </tbody>
        </table>
      </div>
      <LoadMore list={list} />
      {bulkActions ? (
        <BulkBar count={rows.length} onClear={clear}>
          {bulkActions({ rows, ids: rows.map((row) => row.id), clear })}
        </BulkBar>
      ) : null}
    </>
  );
}
